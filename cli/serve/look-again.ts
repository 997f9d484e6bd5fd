import { existsSync } from 'node:fs';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Answered } from '../../messages/overview/answers.ts';
import { lookAt } from '../commands/check.ts';
import { type Settings, settingsOf } from '../commands/settings.ts';

/** As `check` was told: where its issuers are, and what a token is that nothing else tells. */
export type Asking = Pick<
  Settings,
  'provider' | 'providerUrl' | 'tokenPrefix' | 'allowHost' | 'http' | 'issuers' | 'timeout'
>;

type Found = { readonly file: string } | { readonly secret: string } | CannotLook;
type CannotLook = { readonly why: string; readonly remedy: string };

/** Where a token was read, and can be read again: of a shell and of a pipe nothing is left. */
export const placeOf = ({ source, name }: Pick<TokenRecord['ref'], 'source' | 'name'>): Found => {
  if (source.startsWith('arn:')) return { secret: source };
  if (source.startsWith('env:'))
    return { why: 'it was a variable of a shell', remedy: `look from that shell: token-health check --env ${name}` };
  if (source.startsWith('stdin:'))
    return { why: 'it came by a pipe', remedy: 'send it again: token-health check --stdin' };
  if (!source.startsWith('file:') || !source.endsWith(`:${name}`))
    return { why: 'nothing says where it was read', remedy: 'look where it is: token-health check FILE' };
  const file = source.slice('file:'.length, -name.length - 1);
  if (existsSync(file)) return { file };
  return { why: `there is no ${file} any more`, remedy: 'look where it is now: token-health check FILE' };
};

/** Reads its source once more and asks its issuer, as `check` does; what was seen is in the state afterwards. */
export const lookAgain = async (record: TokenRecord, asking: Asking, state: string): Promise<Answered> => {
  const { ref } = record;
  const place = placeOf(ref);
  if ('why' in place) return { came: 'cannot look', record, ...place };
  const { rows, gathered } = await lookAt(
    settingsFor(place, ref.name, asking, state),
    ({ source }) => source === ref.source,
  );
  const looked = rows.find((row) => row.ref.id === ref.id);
  if (looked !== undefined) return { came: 'looked', record: looked.record };
  const [trouble] = [...gathered.misuses, ...gathered.troubles];
  if (trouble === undefined) return { came: 'cannot look', record, ...NO_TOKEN };
  const { what, why, remedy } = trouble;
  return { came: 'cannot look', record, why: why === undefined ? what : `${what}: ${why}`, remedy };
};

const NO_TOKEN: CannotLook = {
  why: 'nothing there is a token of that name any more, as far as its shape and the comment beside it tell',
  remedy: 'give serve what check was given, such as --provider NAME=discord.bot',
};

type Place = Exclude<Found, CannotLook>;

/** Nothing is said of other names: they are not in this source, and `check` would complain. */
const settingsFor = (place: Place, name: string, asking: Asking, state: string): Settings => {
  const kind = Object.hasOwn(asking.provider, name) ? asking.provider[name] : undefined;
  const provider = kind === undefined ? {} : { [name]: kind };
  const secret = 'secret' in place ? [place.secret] : [];
  return settingsOf('file' in place ? place.file : undefined, { ...asking, provider, secret, state });
};
