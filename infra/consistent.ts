import { issuersOf } from '../adapters/issuers/built-in.ts';
import { problemLine } from '../adapters/issuers/catalogue.ts';
import { type OwnFolder, readOwnFolder } from '../adapters/issuers/own-folder.ts';
import { needsOf } from '../adapters/settings/channels.ts';
import { isAllowedOrigin } from '../adapters/settings/origins.ts';
import { nearest } from '../core/base/nearest.ts';
import { severitiesOf } from '../core/policy/ladder-setting.ts';
import type { Registry } from '../providers/registry.ts';
import { isSkippedOnce } from './clock-change.ts';
import type { Config } from './config.ts';
import { digestProblem, digestTime } from './digest-at.ts';
import { channelsOf, needsOfAll, tellsSomebody } from './recipients.ts';
import { startsAt } from './schedule.ts';

/** Lambda takes 4 KB of environment altogether. */
const TOO_LONG = 3000;

/** Where it goes: the emulator or AWS, and the region, as far as that is known at synth. */
export type Place = { readonly local: boolean; readonly region?: string | undefined };

type Rule = (config: Config, place: Place) => readonly string[];

const somebodyIsTold: Rule = (config, { local }) =>
  local || tellsSomebody(config) || config.nobodyIsTold
    ? []
    : [
        'tokenHealth.alertEmail: nobody would be told; write "alertEmail": ["you@example.org"] into tokenHealth of cdk.json, or slackWebhookSecret, discordWebhookSecret, channels or topicArn; "nobodyIsTold": true deploys without',
      ];

/** A folder that cannot be read, and a kind that nobody has, would only be noticed by tokens that nobody asks about. */
const issuersAreRight: Rule = (config, { local }) => {
  const { descriptions, problems } = config.issuers === undefined ? NO_FOLDER : readOwnFolder(config.issuers);
  const { registry, origins } = issuersOf({}, descriptions);
  return [
    ...unknownKinds(config, registry.kindIds),
    ...ruleProblems(config, registry),
    ...problems.map((problem) => `tokenHealth.issuers: ${problemLine(problem)}`),
    ...origins
      .filter((origin) => !isAllowedOrigin(origin, local))
      .map(
        (origin) => `tokenHealth.issuers: ${origin} is the function itself once it runs in AWS; write https addresses`,
      ),
  ];
};

/** A rule for a kind that nobody has would fit no token, and one that pages for an owner's date would never page. */
const ruleProblems = ({ rules = [], http }: Config, { kindIds, findKind }: Registry): readonly string[] => {
  const known = [...kindIds, ...Object.keys(http).map((name) => `http.${name}`)];
  return rules.flatMap(({ kinds = [], ladder }, n) => {
    const isKnown = (kind: string): boolean => known.some((other) => other === kind || other.startsWith(`${kind}.`));
    const endless = kinds.length > 0 && kinds.every((kind) => findKind(kind)?.kind.neverExpires);
    return [
      ...kinds.flatMap((kind, i) =>
        isKnown(kind) ? [] : [`tokenHealth.rules[${n}].kinds[${i}]: no such issuer or kind; ${likeIt(kind, known)}`],
      ),
      ...(endless && Object.values(severitiesOf(ladder)).includes('page') ? [neverPages(n)] : []),
    ];
  });
};

const neverPages = (n: number): string =>
  `tokenHealth.rules[${n}].ladder: these kinds have no end date of their own, and passing an owner's date breaks nothing, so it never pages; write warn`;

const NO_FOLDER: OwnFolder = { descriptions: [], problems: [] };

const unknownKinds = ({ unshaped, http }: Config, kindIds: readonly string[]): readonly string[] => {
  const known = new Set([...kindIds, ...Object.keys(http).map((name) => `http.${name}`)]);
  return Object.keys(unshaped)
    .filter((kind) => !known.has(kind))
    .map((kind) => `tokenHealth.unshaped.${kind}: no such kind; ${likeIt(kind, [...known])}`);
};

const likeIt = (kind: string, known: readonly string[]): string => {
  const [provider = ''] = kind.split('.');
  const same = known.filter((other) => other.startsWith(`${provider}.`));
  const near = nearest(provider, [...new Set(known.map((other) => other.split('.')[0] ?? ''))]);
  if (same.length > 0) return `there are ${same.join(', ')}`;
  return `${near === undefined ? '' : `did you mean ${near}? `}\`token-health providers\` lists the issuers`;
};

const everyDayHasASweep: Rule = ({ schedule, timezone }) =>
  isSkippedOnce(timezone, startsAt(schedule))
    ? [
        'tokenHealth.schedule: on the day on which clocks go forward this time does not exist in the timezone, and AWS leaves the sweep out; choose another time, or UTC',
      ]
    : [];

const digestHasItsTime: Rule = (config) => {
  const problem = digestProblem(config);
  if (problem !== undefined) return [`tokenHealth.digestAt: ${problem}`];
  const { hour, minute } = digestTime(config);
  return config.digest !== 'off' && isSkippedOnce(config.timezone, [hour * 60 + minute])
    ? [
        'tokenHealth.digestAt: on the day on which clocks go forward this time does not exist in the timezone, and AWS leaves the digest out; choose another time',
      ]
    : [];
};

/** Alarms, SNS, KMS and Secrets Manager are asked in the region of the stack; an ARN of another fails there, or in the night. */
const oneRegion: Rule = (config, { local, region }) => {
  const { topicArn, keyArn, alarmActionArn, slackWebhookSecret, discordWebhookSecret } = config;
  const { secrets, topics, buses } = needsOfAll({
    ...config,
    slackWebhookSecret: undefined,
    discordWebhookSecret: undefined,
  });
  const channels = [...secrets, ...topics, ...buses];
  const all = { topicArn, keyArn, slackWebhookSecret, discordWebhookSecret, alarmActionArn, channels };
  const arns = Object.entries(all).flatMap(([key, value]) =>
    [value ?? []].flat().map((arn) => [key, regionOf(arn)] as const),
  );
  const expected = region ?? arns.find(([, at]) => at !== '')?.[1];
  const wrong = arns.filter(([, at]) => at !== '' && at !== expected).map(([key]) => key);
  return local
    ? []
    : wrong.map(
        (key) =>
          `tokenHealth.${key}: this ARN is of another region than ${expected}; name one of the region of the stack`,
      );
};

/** Empty for a name, and for what knows no region. */
const regionOf = (arn: string): string => (arn.startsWith('arn:') ? (arn.split(':')[3] ?? '') : '');

/** A route to a channel that is not there would tell nobody, and say so in the night. */
const routesLeadSomewhere: Rule = (config) => {
  const names = ['sns', ...Object.keys(channelsOf(config))];
  return Object.entries(config.owners ?? {}).flatMap(([owner, { channels: route }]) => {
    const named = new Set(route === undefined ? [] : [...route.page, ...route.warn, ...route.note]);
    return [...named]
      .filter((name) => !names.includes(name))
      .map((name) => `tokenHealth.owners.${owner}.channels: no such channel; ${meant(name, names)}`);
  });
};

/** Else the sender, which must reach nothing else, would refuse each message. */
const channelsMayBeReached: Rule = (config) => {
  const allowed = new Set(config.selfHosted.map((address) => new URL(address).origin));
  return Object.entries(channelsOf(config)).flatMap(([name, channel]) =>
    (needsOf(channel).selfHosted ?? [])
      .map((address) => new URL(address).origin)
      .filter((origin) => !allowed.has(origin))
      .map((origin) => `tokenHealth.channels.${name}: nothing may be sent to ${origin}; add it to selfHosted`),
  );
};

const meant = (name: string, names: readonly string[]): string => {
  const near = nearest(name, names);
  return near === undefined ? `there are ${names.join(', ')}` : `did you mean ${near}?`;
};

const networkIsWhole: Rule = ({ subnetIds, securityGroupIds }) =>
  subnetIds.length > 0 === securityGroupIds.length > 0
    ? []
    : ['tokenHealth: subnetIds and securityGroupIds go together; write both, or neither'];

const environmentFits: Rule = ({ http, unshaped, tokenPrefixes, selfHosted }) =>
  JSON.stringify([http, unshaped, tokenPrefixes, selfHosted]).length > TOO_LONG
    ? [
        `tokenHealth: http, unshaped, tokenPrefixes and selfHosted together hold more than ${TOO_LONG} characters; shorten them`,
      ]
    : [];

const RULES: readonly Rule[] = [
  somebodyIsTold,
  issuersAreRight,
  everyDayHasASweep,
  digestHasItsTime,
  oneRegion,
  routesLeadSomewhere,
  channelsMayBeReached,
  networkIsWhole,
  environmentFits,
];

/** What only several settings together show. Each would fail at the deploy, or lose alerts without a word. */
export const inconsistencies = (config: Config, place: Place): readonly string[] =>
  RULES.flatMap((rule) => rule(config, place));
