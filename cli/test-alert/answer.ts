import * as z from 'zod';
import type { Trouble } from '../../adapters/local/source.ts';
import { nearest } from '../../core/base/nearest.ts';
import type { Tested } from '../../monitor/deliver/test-channels.ts';

const answer = z.object({
  channels: z.array(z.string()),
  legs: z.array(
    z.object({
      channel: z.string(),
      type: z.string(),
      sent: z.boolean(),
      why: z.string().exactOptional(),
      ms: z.number(),
    }),
  ),
});

/** What the function answered; undefined where it is another function, or one of another release. */
export const testedOf = (said: unknown): Tested | undefined => {
  const parsed = answer.safeParse(said);
  return parsed.success ? parsed.data : undefined;
};

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/RegionMissing/, 'name it: --region eu-west-1, or AWS_REGION'],
  [/ResourceNotFound/, 'name it as its stack does (output NotifyFunctionName), in its region: --region eu-west-1'],
  [/Credentials|Token/, 'sign in first (aws sso login), or set AWS_PROFILE'],
  [/AccessDenied/, 'allow lambda:InvokeFunction on it'],
  [/FunctionFailed/, 'is it the notify function, and of this release? Its log says more: docs/runbook.md'],
];

/** An AWS error by its name alone: its message may quote what was sent. */
export const unreachable = (name: string, why: string): Trouble => ({
  what: `cannot send a test by the function ${name}`,
  why: why === 'RegionMissing' ? 'no region is set' : why === 'FunctionFailed' ? 'it failed' : `AWS says ${why}`,
  remedy: REMEDIES.find(([pattern]) => pattern.test(why))?.[1] ?? 'check the network, and try again',
});

export const foreign = (name: string): Trouble => ({
  what: `the function ${name} knows nothing of tests`,
  why: 'its answer is not that of the notify function of this release',
  remedy: 'name the output NotifyFunctionName of the stack, or deploy this release',
});

export const noChannel = (asked: string, channels: readonly string[]): Trouble => {
  const near = nearest(asked, channels);
  return {
    what: `there is no channel "${asked}"`,
    why: `the deployment has ${channels.join(', ')}`,
    remedy: near === undefined ? 'name one of these, or leave --channel out' : `use --channel ${near}`,
  };
};
