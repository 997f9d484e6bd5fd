import type { Description } from '../../providers/contract/description.ts';
import { type Fault, faultsIn } from '../../providers/contract/faults.ts';
import { BESIDE, isUnasked, wholeProbe } from '../../providers/contract/joined.ts';
import type { KindText } from '../../providers/contract/kind.ts';
import { shapeOf } from '../../providers/kit/shape.ts';
import { mayCarryToken } from '../settings/http-header.ts';
import { isLinear } from '../settings/linear-pattern.ts';
import { isTelling } from '../settings/telling-pattern.ts';
import { patternsIn } from './patterns.ts';

const TELLING =
  'write a pattern that says what such a token looks like, such as ^tok_[a-z0-9]{32}$: this one fits any text of some length';

const LINEAR =
  'write it so that no repetition stands in another or beside one that fits the same signs, such as (a+)+ or .*.*, and without \\1: on some texts this one takes ever longer; {0,200} in place of * helps';

const HEADER =
  'write a header such as authorization or x-api-key; no header of the connection (host, cookie, content-length, proxy-…) may carry a token';

/** Of somebody's own description: also what only the built-in ones are trusted with. */
export const strictFaults = (description: Description): readonly Fault[] => {
  const slow = patternsIn(description)
    .filter(({ source, ignoreCase }) => !isLinear(source, ignoreCase))
    .map(({ where }) => ({ where, says: LINEAR }));
  // A pattern that takes ever longer is tried on nothing.
  const shapes = slow.length > 0 ? [] : description.kinds.flatMap(shapeFaults);
  return [
    ...faultsIn(description),
    ...slow,
    ...shapes,
    ...description.kinds.flatMap((kind, i) => headerFaults(kind, description, i)),
    ...description.kinds.flatMap((kind, i) => unsentFaults(kind, description, i)),
  ];
};

const shapeFaults = ({ shape }: KindText, i: number): readonly Fault[] =>
  shape === undefined || isTelling(shapeOf(shape, undefined).pattern.source)
    ? []
    : [{ where: ['kinds', i, 'shape', shape.pattern === undefined ? 'rest' : 'pattern'], says: TELLING }];

const headerFaults = (kind: KindText, { every }: Description, i: number): readonly Fault[] => {
  const probe = isUnasked(kind.probe) ? {} : wholeProbe(kind.probe, every?.probe);
  const requests = [probe, ...BESIDE.flatMap((name) => probe[name] ?? [])];
  const names = requests.flatMap(({ auth, headers = {} }) => [
    ...(typeof auth === 'object' && 'header' in auth ? [auth.header] : []),
    ...Object.entries(headers)
      .filter(([, value]) => value.includes('{'))
      .map(([name]) => name),
  ]);
  return names.every(mayCarryToken) ? [] : [{ where: ['kinds', i, 'probe'], says: HEADER }];
};

const UNSENT =
  'write auth, or {token} in url, headers, json or form: nothing of the token is sent, and everybody would be accepted';

/** Without a sign of the token in it, a request says the same of all of them. */
const unsentFaults = ({ probe: own }: KindText, { every, like }: Description, i: number): readonly Fault[] => {
  if (like !== undefined || isUnasked(own)) return [];
  const { auth, sign, url = '', headers = {}, json = {}, form = {} } = wholeProbe(own, every?.probe);
  const basic = typeof auth === 'object' && 'basic' in auth ? auth.basic : [];
  const others = auth === 'none' || basic.length > 0;
  const texts = [...basic, url, ...[headers, json, form].flatMap((fields) => Object.values(fields))];
  return others && sign === undefined && !texts.some((text) => text.includes('{'))
    ? [{ where: ['kinds', i, 'probe'], says: UNSENT }]
    : [];
};
