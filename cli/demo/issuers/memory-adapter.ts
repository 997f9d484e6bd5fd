import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Storage of oidc-provider for one process: what it ships for this prints a warning about production. */
export const memoryAdapter = (): AdapterFactory => {
  const stored = new Map<string, AdapterPayload>();
  const first = (model: string, holds: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
    [...stored].find(([key, payload]) => key.startsWith(`${model}:`) && holds(payload))?.[1];

  return (model: string): Adapter => ({
    upsert: async (id, payload) => void stored.set(`${model}:${id}`, payload),
    find: async (id) => stored.get(`${model}:${id}`),
    findByUid: async (uid) => first(model, (payload) => payload.uid === uid),
    findByUserCode: async (userCode) => first(model, (payload) => payload.userCode === userCode),
    consume: async (id) => {
      const payload = stored.get(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => void stored.delete(`${model}:${id}`),
    revokeByGrantId: async (grantId) => {
      for (const [key, payload] of stored) if (payload.grantId === grantId) stored.delete(key);
    },
  });
};
