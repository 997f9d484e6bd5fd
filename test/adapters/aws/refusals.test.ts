import { expect, test } from 'vitest';
import { refusal } from '../../../adapters/aws/refusals.ts';

const INVALID = 'InvalidRequestException';

test.each([
  [
    'a secret marked for deletion is gone',
    INVALID,
    "You can't perform this operation on the secret because it was marked for deletion.",
    'gone',
  ],
  [
    'so it is with a curly apostrophe',
    INVALID,
    'You can’t perform this operation on the secret because it was marked for deletion.',
    'gone',
  ],
  [
    'an emulator says it otherwise',
    INVALID,
    "You tried to perform the operation on a secret that's currently marked deleted.",
    'gone',
  ],
  [
    'a secret that another service manages is not gone',
    INVALID,
    'The secret is managed by another service, so you must use that service.',
    'refused',
  ],
  ['a refusal without a word is told', INVALID, '', 'refused'],
  [
    'words of deletion under another name say nothing',
    'InternalServiceError',
    'it was marked for deletion',
    'throttled',
  ],
  ['a secret that is not there is gone', 'ResourceNotFoundException', '', 'gone'],
  ['a right that is missing is told as that', 'AccessDeniedException', 'no identity-based policy allows it', 'denied'],
  [
    'a key that may not be used is told as that',
    'AccessDeniedException',
    'Access to KMS is not allowed',
    'undecryptable',
  ],
  ['a name that nobody knows to pass is told, and not waited for', 'SomethingNew', '', 'refused'],
  ['so is a secret that the service calls invalid', 'InvalidParameterException', 'x', 'refused'],
  ['what is no name says nothing', 'no name, but a sentence', '', 'throttled'],
  ['no name at all says nothing', '', '', 'throttled'],
  ...[
    'ThrottlingException',
    'RequestLimitExceeded',
    'InternalServiceErrorException',
    'ServiceUnavailable',
    'RequestTimeout',
    'TimeoutError',
    'ExpiredTokenException',
    'UnrecognizedClientException',
    'InvalidSignatureException',
  ].map((name) => [`${name} passes`, name, '', 'throttled']),
])('%s', (_, name, words, why) => {
  expect(refusal(name, words)).toMatchObject({ read: false, why });
});
