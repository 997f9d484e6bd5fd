import { expect, test } from 'vitest';
import { rollBackStep } from '../../../core/diagnose/remedy.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/discord-bot-AbCdEf';

test('the roll-back is a whole command', () => {
  expect(rollBackStep(ARN, 'old-1', 'new-1')).toBe(
    `Put the previous version back: aws secretsmanager update-secret-version-stage --region eu-west-1 --secret-id ${ARN} --version-stage AWSCURRENT --move-to-version-id old-1 --remove-from-version-id new-1`,
  );
});

test.each([
  ['a variable has no versions', '.env line 3', 'old'],
  ['there was no version before', ARN, undefined],
  ['a version id that a shell would read', ARN, 'old; rm -rf /'],
  ['an ARN that a shell would read', `${ARN}$(id)`, 'old'],
])('none when %s', (_sentence, source, previous) => expect(rollBackStep(source, previous, 'new')).toBeUndefined());
