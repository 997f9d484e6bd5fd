import { parseTags } from '../../core/model/tags.ts';
import type { Registry } from '../../providers/registry.ts';
import type { ListedSecret, ProbeItem, QueuedMessage, Sweep } from '../ports.ts';

/** What one BatchGetSecretValue reads; a message holds whole batches of it. */
const READS = 20;
/** A page of the list, and what one BatchGetItem reads: the probe then reads its records in one call and its values in five. */
const MOST_REFS = 100;
/** Of an issuer's budget, one of up to five probes asks so many seconds' worth in its time; what is left over is read twice. */
const SECONDS_A_MESSAGE = 7;
/** SQS delays at most 15 minutes. */
const LONGEST_DELAY = 900;

/** What waits for a full message, and what was queued before it, by group. */
export type Groups = { readonly waiting: Map<string, ProbeItem[]>; readonly sent: Map<string, number> };

/** The unit of fairness. Made-up issuers share one group: whoever may tag secrets could otherwise make any number of them. */
export const groupOf = ({ tags }: ListedSecret, registry: Registry): string => {
  const issuer = parseTags(tags).watch.provider.split('.')[0] ?? 'auto';
  return KNOWN.has(issuer) || registry.perSecondOf(issuer) !== undefined ? issuer : 'other';
};

/** Addresses of the deployment's own stand in no registry of discover. */
const KNOWN: ReadonlySet<string> = new Set(['auto', 'http']);

export const itemOf = ({ arn, name, tags, versionId, rotation, lastRead }: ListedSecret): ProbeItem => ({
  arn,
  name,
  tags,
  ...(versionId !== undefined && { versionId }),
  ...(rotation && { rotation }),
  ...(lastRead && { lastRead }),
});

export const addTo = ({ waiting }: Groups, group: string, item: ProbeItem): void => {
  const items = waiting.get(group);
  if (items) items.push(item);
  else waiting.set(group, [item]);
};

export const fullMessages = ({ waiting }: Groups, registry: Registry): number =>
  [...waiting].reduce((sum, [provider, items]) => sum + Math.floor(items.length / refsOf(registry, provider)), 0);

/** Takes what fills messages, or all; otherwise the rest goes on waiting. */
export const takeMessages = (
  groups: Groups,
  sweep: Sweep,
  registry: Registry,
  which: 'full' | 'all',
): QueuedMessage[] => {
  const messages: QueuedMessage[] = [];
  for (const [provider, items] of groups.waiting) {
    const most = refsOf(registry, provider);
    while (items.length >= (which === 'full' ? most : 1)) {
      const before = groups.sent.get(provider) ?? 0;
      const part = items.splice(0, most);
      groups.sent.set(provider, before + part.length);
      const message = { v: 1, sweep, reason: 'schedule', provider, items: part } as const;
      messages.push({ message, delaySeconds: delayOf(registry, provider, before) });
    }
  }
  return messages;
};

/** Spreads an issuer's messages over time, so that the fleet stays inside its budget without a shared lock. */
const delayOf = (registry: Registry, provider: string, before: number): number =>
  Math.min(LONGEST_DELAY, Math.floor(before / perSecondOf(registry, provider)));

const perSecondOf = (registry: Registry, provider: string): number => registry.perSecondOf(provider) ?? 5;

const refsOf = (registry: Registry, provider: string): number => {
  const batches = Math.floor((SECONDS_A_MESSAGE * perSecondOf(registry, provider)) / READS);
  return Math.min(MOST_REFS, Math.max(1, batches) * READS);
};
