import type { Handler, RecordedAnswer } from '../support/answers-server.ts';
import { type Recording, recording } from './recorded.ts';

export const LOOKUP_SELF = '/v1/auth/token/lookup-self';
export const MOUNTS = '/v1/sys/internal/ui/mounts';

const NOTHING: RecordedAnswer = { status: 404, headers: { 'content-type': 'application/json' }, body: '{}' };

const given = (answer: RecordedAnswer | 'nobody' | undefined): RecordedAnswer =>
  typeof answer === 'object' ? answer : NOTHING;

const from = (id: string, path: string): RecordedAnswer => given(recording(id).answers.get(path));

/**
 * Vault and OpenBao were asked at one of two addresses. What the other one says of the same token was recorded too: of one that lives,
 * of one whose policy lacks lookup-self, and of every other one the same at both.
 */
const otherAddress = ({ file, answers, words }: Recording, path: string): RecordedAnswer | undefined => {
  const server = file.startsWith('openbao') ? 'openbao' : 'vault';
  const probes = server === 'openbao' ? 'openbao-2' : 'vault-probes';
  const lookup = answers.get(LOOKUP_SELF);
  const mounts = answers.get(MOUNTS);
  if (path === MOUNTS && typeof lookup === 'object') {
    if (lookup.status === 200) return from(`${probes}: live`, MOUNTS);
    return words.includes('lacks lookup-self') && lookup.status === 403 && String(lookup.body).includes('1 error')
      ? from(`${probes}: live, lacks lookup-self`, MOUNTS)
      : lookup;
  }
  if (path !== LOOKUP_SELF || typeof mounts !== 'object') return undefined;
  if (mounts.status !== 200) return mounts;
  if (words.includes('lacks lookup-self')) return from(`${server}: live, policy lacks lookup-self`, LOOKUP_SELF);
  return from(words.startsWith('num_uses') ? `${server}: num_uses: after` : `${server}: live, 10 d`, LOOKUP_SELF);
};

/** Says what was recorded, with the value where it stood. Below a wrong base URL every address says the same. */
export const replaying =
  (recorded: Recording, value: string): Handler =>
  ({ path }) => {
    const [only] = recorded.answers.values();
    const wrongBase = /^base URL/.test(recorded.words) ? only : undefined;
    const found = recorded.answers.get(path) ?? otherAddress(recorded, path) ?? wrongBase;
    const { body, ...rest } = given(found);
    return { ...rest, body: String(body).replaceAll('{token}', value) };
  };

/** When the server made what it shows, in milliseconds; it was asked seconds later. */
export const recordedAt = (recorded: Recording): number | undefined => {
  const bodies = [...recorded.answers.values()].map((answer) => String(given(answer).body));
  const seconds = bodies
    .map((body) => /"(?:creation_time|iat)":(\d{10})/.exec(body)?.[1])
    .find((one) => one !== undefined);
  return seconds === undefined ? undefined : Number(seconds) * 1000;
};
