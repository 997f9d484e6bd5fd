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
    'throttled',
  ],
  ['a refusal without a word says nothing', INVALID, '', 'throttled'],
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
  ['a new name says nothing about the secret', 'SomethingNew', '', 'throttled'],
])('%s', (_, name, words, why) => {
  expect(refusal(name, words)).toMatchObject({ read: false, why });
});
