import { createHash, timingSafeEqual } from 'node:crypto';

/** What this server is: whoever knows the first part of its paths may read, whoever was shown the proof may act. */
export type Door = { readonly secret: string; readonly proof: string; readonly port: number };

/** A request before anything of it is believed. `headers` by lower-case name, each as often as it came. */
export type Arrived = {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  /** How many there are in all. */
  readonly headerLines: number;
};

/** What there is behind the door, by the rest of its path, and how it is asked for. */
const ROOMS = {
  '': 'read',
  'refresh.js': 'read',
  'icon.svg': 'read',
  look: 'act',
  snooze: 'act',
  sweep: 'act',
} as const;

type Rooms = typeof ROOMS;
type RoomThat<U> = { [R in keyof Rooms]: Rooms[R] extends U ? R : never }[keyof Rooms];
export type Deed = RoomThat<'act'>;

export type Let =
  | { readonly in: true; readonly does: 'read'; readonly room: RoomThat<'read'>; readonly query: string }
  | { readonly in: true; readonly does: 'act'; readonly room: Deed; readonly query: string }
  | Refused;
export type Refused = { readonly in: false; readonly status: 403 | 404 | 405 | 413 | 415 | 421 | 431 };

/** Bytes of a form. */
export const MOST_BODY = 8192;
/** A browser sends about 20. */
const MOST_HEADERS = 64;

/** Lets in who comes to the right address by the right name, and to act only from a page of ours. The proof is in the form: `holdsProof`. */
export const guard = (arrived: Arrived, door: Door): Let => {
  if (arrived.headerLines > MOST_HEADERS) return refused(431);
  // A name that was made to point here (DNS rebinding) is not ours, and its pages are not of our origin.
  const host = only(arrived, 'host');
  if (host === undefined || !hostsOf(door).includes(host)) return refused(421);
  const found = roomAt(arrived.target, door.secret);
  if (found === undefined) return refused(404);
  const { room, query } = found;
  const { method } = arrived;
  if (isDeed(room)) {
    if (method !== 'POST') return refused(405);
    const status = strangeForm(arrived, host);
    return status === undefined ? { in: true, does: 'act', room, query } : refused(status);
  }
  return method === 'GET' || method === 'HEAD' ? { in: true, does: 'read', room, query } : refused(405);
};

/** Whether a form was made from a page that this server drew. */
export const holdsProof = (said: string | null, { proof }: Pick<Door, 'proof'>): boolean =>
  said !== null && isSame(said, proof);

const refused = (status: Refused['status']): Refused => ({ in: false, status });

const isDeed = (room: keyof Rooms): room is Deed => ROOMS[room] === 'act';

const only = ({ headers }: Arrived, name: string): string | undefined => {
  const [value, ...more] = headers[name] ?? [];
  return more.length === 0 ? value : undefined;
};

/** Browsers leave port 80 out. */
const hostsOf = ({ port }: Door): readonly string[] =>
  ['127.0.0.1', 'localhost'].map((name) => (port === 80 ? name : `${name}:${port}`));

/** The path as it was sent: nothing of it is decoded or resolved, so that there is one way alone to write each. */
const roomAt = (target: string, secret: string): { readonly room: keyof Rooms; readonly query: string } | undefined => {
  const [, first = '', rest = '', query = ''] = /^\/([^/?#]*)\/([^?#]*)(?:\?([^#]*))?$/.exec(target) ?? [];
  const isRoom = (word: string): word is keyof Rooms => Object.hasOwn(ROOMS, word);
  return isSame(first, secret) && isRoom(rest) ? { room: rest, query } : undefined;
};

const FORM = /^application\/x-www-form-urlencoded(?:; ?charset=utf-8)?$/i;

/** Browsers say where a form comes from; who does not say it is no browser, or hides it. */
const strangeForm = (arrived: Arrived, host: string): Refused['status'] | undefined => {
  if (only(arrived, 'origin') !== `http://${host}`) return 403;
  const site = arrived.headers['sec-fetch-site'];
  if (site !== undefined && only(arrived, 'sec-fetch-site') !== 'same-origin') return 403;
  if (!FORM.test(only(arrived, 'content-type') ?? '')) return 415;
  return Number(only(arrived, 'content-length') ?? 0) > MOST_BODY ? 413 : undefined;
};

/** In the same time, however much of it is right, and however long it is. */
const isSame = (said: string, secret: string): boolean => timingSafeEqual(digest(said), digest(secret));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
