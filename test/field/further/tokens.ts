import { json } from '../answers.ts';
import { inDays, MALFORMED, right, type Situation, type Situations, secondsIn } from '../case.ts';
import { jwe, jwt as jwtOf, opaque, prefixed, withClient } from '../shapes.ts';

const DEAD = right('expired', 'misconfigured', 'rejected');
/** It ends in five days, or nobody can say: never without a warning. */
const SOON = right('expiring', 'misconfigured', 'unchecked');
const hours = (many: number): number => many / 24;

const stored = (
  id: string,
  value: Situation['value'],
  rightly: Situation['right'],
  more: Partial<Situation> = {},
): Situation => ({
  id,
  source: 'like J01',
  from: 'stdin',
  provider: 'jwt',
  value,
  stays: true,
  right: rightly,
  ...more,
});

export const jwt: Situations = {
  'its end is an ISO date, and is past': stored('J101', jwtOf({ exp: inDays(-2) }), DEAD),
  'its end is an ISO date, in five days': stored('J102', jwtOf({ exp: inDays(5) }), SOON),
  'its end is a number in quotes, and is past': stored('J103', jwtOf({ exp: String(secondsIn(-2)) }), DEAD),
  'its end is a number in quotes, in five days': stored('J104', jwtOf({ exp: String(secondsIn(5)) }), SOON),
  'its end is in milliseconds, in five days': stored('J105', jwtOf({ exp: secondsIn(5) * 1000 }), SOON),
  'it is encrypted: five parts': stored('J106', jwe, right('indeterminate', 'misconfigured')),
  'its beginning is an hour ahead': stored(
    'J107',
    jwtOf({ nbf: secondsIn(hours(1)), exp: secondsIn(60) }),
    right('indeterminate', 'misconfigured'),
  ),
  'it ended a minute ago': stored('J108', jwtOf({ exp: secondsIn(-hours(1 / 60)) }), right('expired')),
  'it has no end': stored('J109', jwtOf({}), right('indeterminate')),
  'the word Bearer was pasted along': stored(
    'J110',
    (draw) => `Bearer ${jwtOf({ exp: secondsIn(60) })(draw)}`,
    MALFORMED,
  ),
  'its signature was lost': stored(
    'J111',
    (draw) =>
      jwtOf({ exp: secondsIn(60) })(draw)
        .split('.')
        .slice(0, 2)
        .join('.'),
    right('rejected', 'misconfigured'),
  ),
  'its end is in the year 9999': stored('J112', jwtOf({ exp: 253_402_300_799 }), right('indeterminate', 'healthy')),
  'its beginning is four minutes ahead of our clock': stored(
    'J113',
    (draw) => jwtOf({ nbf: secondsIn(hours(4 / 60)), exp: secondsIn(60) })(draw),
    right('healthy'),
  ),
  'in a file, told from its shape': stored('J114', jwtOf({ exp: secondsIn(-2) }), DEAD, {
    from: 'dotenv',
    name: 'SESSION',
  }),
};

const introspected = (
  id: string,
  value: Situation['value'],
  answer: Situation['answer'] & object,
  rightly: Situation['right'],
): Situation => ({
  id,
  source: 'like O09',
  from: 'stdin',
  provider: 'oauth2-introspection',
  value: withClient(value),
  tags: { 'token-health:field': 'access_token' },
  answer,
  right: rightly,
});

const ACTIVE = json(200, { active: true, scope: 'read', exp: secondsIn(60) });
const HEALTHY = right('healthy');
const invalid = (description: string) => json(400, { error: 'invalid_token', error_description: description });

export const introspection: Situations = {
  'eight characters': introspected('O101', prefixed('', 8), ACTIVE, HEALTHY),
  'every sign of the keyboard': introspected('O102', prefixed("!$%&'()*+,;:@[]{}|<>?`", 30), ACTIVE, HEALTHY),
  'a number, a bar and letters': introspected('O103', prefixed('17|', 40), ACTIVE, HEALTHY),
  'equals signs in the middle': introspected('O104', (draw) => `${draw(12)}==${draw(12)}=`, ACTIVE, HEALTHY),
  'a JWT that the server introspects': introspected('O105', jwtOf({ exp: secondsIn(60) }), ACTIVE, HEALTHY),
  'never seen, and not active for this client': introspected(
    'O106',
    opaque,
    json(200, { active: false }),
    right('indeterminate', 'rejected'),
  ),
  'active in quotes is no answer': introspected('O107', opaque, json(200, { active: 'true' }), right('indeterminate')),
  'Spring does not recognise it': introspected(
    'O108',
    opaque,
    invalid('Token was not recognised'),
    right('rejected', 'indeterminate'),
  ),
  'Spring names the token that has expired': introspected(
    'O109',
    opaque,
    invalid('Access token expired: [redacted]'),
    right('expired', 'rejected'),
  ),
  'the client beside it is not known': introspected(
    'O110',
    opaque,
    json(401, { error: 'invalid_client' }),
    right('misconfigured'),
  ),
  'a page to sign in': introspected(
    'O111',
    opaque,
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' },
    right('indeterminate'),
  ),
  'the end of the answer is a number in quotes': introspected(
    'O112',
    opaque,
    json(200, { active: true, exp: String(secondsIn(3)) }),
    right('expiring', 'healthy'),
  ),
};
