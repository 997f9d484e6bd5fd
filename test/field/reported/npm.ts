import { json } from '../answers.ts';
import { type Answering, right, type Situations } from '../case.ts';
import { npmGranular, prefixed, uuid } from '../shapes.ts';

const GRANULAR = { from: 'stdin', provider: 'npm', value: npmGranular } as const;
const REGISTRY = { ...GRANULAR, provider: 'npm.registry' } as const;
const NOTICE = { 'npm-notice': 'Access token expired or revoked. Please try logging in again.' };
const userAndPassword = (draw: (length: number) => string) => Buffer.from(`deploy:${draw(24)}`).toString('base64');

/** A registry that knows the user and no token. */
const basicOnly: Answering = ({ headers }, value) =>
  headers.authorization === `Basic ${value}` ? json(200, { username: 'deploy' }) : json(200, {});

export const npm: Situations = {
  'a granular token has expired, and the notice of the registry says so': {
    ...GRANULAR,
    id: 'N02',
    source: 'talex-touch/tuff#1842',
    answer: json(401, { message: 'Unauthorized' }, NOTICE),
    right: right('rejected', 'expired'),
  },
  'the same notice comes with a 404 that says nothing of the token': {
    ...GRANULAR,
    id: 'N10',
    source: 'npm/cli#8816',
    answer: json(404, { error: 'Not found' }, NOTICE),
    right: right('indeterminate'),
  },
  'user and password in base64, for Basic and not for Bearer': {
    ...REGISTRY,
    id: 'N03',
    source: 'npm/cli#5657',
    value: userAndPassword,
    answer: basicOnly,
    right: right('healthy', 'misconfigured', 'indeterminate'),
  },
  'an old token in the form of a UUID': {
    ...GRANULAR,
    id: 'N05',
    source: 'google/osv-scalibr#1065',
    value: uuid,
    answer: json(401, {}),
    right: right('misconfigured', 'rejected', 'indeterminate'),
  },
  'a private registry answers 401 without a challenge': {
    ...REGISTRY,
    id: 'N06',
    source: 'artipie/artipie#176',
    value: prefixed('', 40),
    answer: json(401, { error: 'unauthorized' }),
    right: right('rejected', 'indeterminate'),
  },
  'a reference token of Artifactory': {
    ...REGISTRY,
    id: 'N07',
    source: 'rexxars/registry-auth-token#20',
    value: prefixed('cmVmdGtu', 56),
    answer: json(200, { username: 'deploy' }),
    right: right('healthy'),
  },
};
