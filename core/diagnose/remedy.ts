import { causeOf, type Judgement } from '../model/diagnosis.ts';
import type { Flaw } from '../model/observation.ts';
import type { Cause, Reason } from '../model/verdict.ts';
import { type Says, saysAt } from './says.ts';

const SECRET_ARN = /^arn:[\w-]+:secretsmanager:([\w-]+):\d{12}:secret:([\w/+=.@-]+)$/;
const VERSION_ID = /^[\w-]{1,64}$/;

/**
 * The command that moves AWSCURRENT back to the version before (UpdateSecretVersionStage). Undefined where there is no such version, or
 * where a part is not what AWS makes it: a reader pastes this into a shell.
 */
export const rollBackStep = (source: string, previous: string | undefined, current: string): string | undefined => {
  const [arn, region] = SECRET_ARN.exec(source) ?? [];
  if (arn === undefined || previous === undefined) return undefined;
  if (!VERSION_ID.test(previous) || !VERSION_ID.test(current)) return undefined;
  return [
    `Put the previous version back: aws secretsmanager update-secret-version-stage --region ${region}`,
    `--secret-id ${arn} --version-stage AWSCURRENT`,
    `--move-to-version-id ${previous} --remove-from-version-id ${current}`,
  ].join(' ');
};

export type Topic = Cause | Reason | 'expiring' | 'overdue';

/** What the provider's file says about a token of this kind. */
export type Advice = {
  /** ARN of the secret, or where the variable is: decides how its settings are spoken of. */
  readonly source: string;
  /** How the token is called: put where a step says `{name}`. */
  readonly label: string;
  /** `Discord`. */
  readonly providerName: string;
  readonly docsUrl: string;
  readonly remedies: Readonly<Partial<Record<Topic, readonly string[]>>>;
};

/** Steps for a judgement: the provider's own, or the general ones. Empty when there is nothing to do. */
export const remedyFor = (judgement: Judgement, advice: Advice, reason?: Reason): readonly string[] => {
  if (judgement.verdict === 'overdue' && judgement.due.source === 'rotation') return rotationSteps(advice.source);
  const topic = reason ?? topicOf(judgement);
  return topic === undefined ? [] : stepsFor(topic, advice);
};

/** Steps before a date comes. */
export const renewalSteps = (advice: Advice): readonly string[] => stepsFor('expiring', advice);

const BLANKS = /\{(?:name|tag:([a-z-]+))\}/g;

/** What to do about a cause, whoever told it. */
export const stepsFor = (topic: Topic, advice: Advice): readonly string[] => {
  const says = saysAt(advice.source);
  const steps = advice.remedies[topic] ?? GENERAL[topic](advice.providerName, says);
  return steps.map((step) =>
    step.replaceAll(BLANKS, (_, setting?: string) => (setting === undefined ? advice.label : says.setting(setting))),
  );
};

/**
 * A rotation that fails leaves its label AWSPENDING on a version of its own, and that stops the next one (Secrets Manager API reference,
 * RotateSecret; user guide, Troubleshoot rotation).
 */
const rotationSteps = (source: string): readonly string[] => {
  const [arn, region] = SECRET_ARN.exec(source) ?? [];
  const on = (command: string): string =>
    arn === undefined
      ? `aws secretsmanager ${command}`
      : `aws secretsmanager ${command} --region ${region} --secret-id ${arn}`;
  return [
    `See which function rotates it, and whether AWSPENDING still stands on a version of its own, which stops the next try: ${on('describe-secret')}`,
    'Read the log of that function in CloudWatch, /aws/lambda/ and its name. A managed external secret has none: RotationFailed in CloudTrail says why.',
    `Once it is mended, rotate: ${on('rotate-secret')}`,
  ];
};

const topicOf = (judgement: Judgement): Topic | undefined =>
  judgement.verdict === 'expiring' || judgement.verdict === 'overdue' ? judgement.verdict : causeOf(judgement);

/** The first step for a flaw that is plain to mend: better than to copy all of it again. */
const MEND: Readonly<Partial<Record<Flaw['flaw'], string>>> = {
  quoted: 'Take the quotation marks off, and keep what is between them: they were stored as part of the value.',
  prefixed: 'Delete what stands before the token itself: libraries write the word of the header themselves.',
  padded: 'Delete the white space around it: printf %s in place of echo writes no line break.',
  empty:
    'Find out why nothing was stored: a variable that was empty when it was written, or a template that was not filled in.',
  placeholder: 'Store the real token: what stands there is the blank of an example.',
  checksum: 'Copy it again from where it was issued: a character was changed, lost or added.',
  alphabet:
    'Copy it again, and not from a chat, a document or a shortened display: these change or shorten characters.',
};

/** Steps for flaws, the plainest first. One that has several ways to be mended is copied again. */
export const mendingSteps = (flaws: readonly Flaw[], steps: readonly string[]): readonly string[] => {
  const [only, ...others] = new Set(flaws.flatMap(({ flaw }) => MEND[flaw] ?? []));
  if (only === undefined || others.length > 0) return steps;
  return [only, ...steps.slice(1)];
};

const STORE = 'Store the new value in {name}, then restart what uses it.';
const renew = (issuer: string): readonly string[] => [`Make a new token at ${issuer}.`, STORE];
const nothing = (): readonly string[] => ['Nothing to the token: the next look will tell.'];

const GENERAL: Readonly<Record<Topic, (issuer: string, says: Says) => readonly string[]>> = {
  expiring: renew,
  overdue: renew,
  expired: renew,
  malformed: () => ['Copy the value again, whole and without quotes, spaces or a prefix.', STORE],
  unrecognised: (issuer) => [
    `Compare the stored value with the one at ${issuer}: it may be cut, mistyped or of another account.`,
    ...renew(issuer),
  ],
  revoked: (issuer) => [
    'Ask the owner whether someone revoked or reset it. If nobody did, treat it as leaked.',
    ...renew(issuer),
  ],
  'bad-rotation': (_issuer, { findWriter }) => [
    'Put the value back that worked, or store one that the issuer has given for this account.',
    'Restart what started since the rotation.',
    findWriter,
  ],
  'insufficient-scope': (issuer) => [
    `Grant the missing scope at ${issuer}, or make a token that has it.`,
    'If it is no longer needed, drop it from {tag:required-scopes}.',
  ],
  'account-disabled': (issuer) => [`Ask the account's owner or ${issuer}'s support to enable the account again.`],
  'wrong-provider': () => ['Store the token that belongs here, or correct {tag:provider}.'],
  'rate-limited': nothing,
  'provider-outage': nothing,
  network: () => [
    'Nothing to the token. If it goes on, check the name, the proxy and the firewall on the way to the issuer.',
  ],
  blocked: () => [
    'Nothing to the token. If it goes on, check whether a firewall or an address allow-list stands before the issuer.',
  ],
  'unreadable-secret': () => ['Let the monitor read the secret: GetSecretValue on it, and kms:Decrypt on its key.'],
  'bad-tag': (_issuer, { noun }) => [`Correct the ${noun}s named above.`],
  'wrong-environment': (issuer) => [
    `Store the token of the environment that is meant: ${issuer} keeps them apart.`,
    'Or correct {tag:environment}, or {tag:url}, if they are wrong.',
  ],
  'sso-required': (issuer) => [
    `Authorize it for the single sign-on of the organization at ${issuer}: the token itself is good, and stays as it is.`,
    'If that authorization has ended, sign in to the organization again, and authorize it once more.',
  ],
  'address-blocked': (issuer, { address }) => [
    `Add the address of the monitor to the allow-list at ${issuer}.`,
    address,
  ],
  billing: (issuer) => [`Pay, or raise the limit, at ${issuer}. No new token is needed.`],
  'clock-skew': () => ['Set the clock right (NTP): nothing is wrong with the token.'],
  'not-loaded': () => ['Look where the value should come from: it never arrived.'],
};
