import {
  DescribeSecretCommand,
  InvalidNextTokenException,
  ListSecretsCommand,
  type ListSecretsResponse,
  type SecretListEntry,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Fault } from '../../core/base/fault.ts';
import { MARKER_TAG, TYPE_TAG } from '../../core/model/tags.ts';
import type { DescribeSecret, ListedSecret, ListSecrets, LookFor } from '../../monitor/ports.ts';
import { errorName } from './calls.ts';

const PAGE_SIZE = 100;

type Listing = Pick<
  SecretListEntry,
  | 'ARN'
  | 'Name'
  | 'Tags'
  | 'Type'
  | 'DeletedDate'
  | 'PrimaryRegion'
  | 'RotationEnabled'
  | 'NextRotationDate'
  | 'LastRotatedDate'
  | 'LastAccessedDate'
  | 'CreatedDate'
>;
type Stages = Readonly<Record<string, string[]>> | undefined;

/** With the managed type among them, where it has one: whoever may tag cannot say another. */
const tagsOf = ({ Tags = [], Type }: Listing): Record<string, string> => {
  const tags = Tags.flatMap(({ Key, Value }) => (Key === undefined || Key === TYPE_TAG ? [] : [[Key, Value ?? '']]));
  return Object.fromEntries([...tags, ...(Type === undefined ? [] : [[TYPE_TAG, Type]])]);
};

const currentVersion = (stages: Stages): string | undefined =>
  Object.entries(stages ?? {}).find(([, labels]) => labels.includes('AWSCURRENT'))?.[0];

/** A replica has the ARN of its secret but for the region (Secrets Manager user guide, Replicate secrets across Regions). */
const homeOf = ({ ARN = '', PrimaryRegion: home }: Listing): Pick<ListedSecret, 'primaryRegion'> =>
  home === undefined || home === ARN.split(':')[3] ? {} : { primaryRegion: home };

/** Both dates are null where a secret was never rotated, or where nothing is scheduled (API reference, DescribeSecret). */
const rotationOf = ({ RotationEnabled, NextRotationDate, LastRotatedDate }: Listing): Pick<ListedSecret, 'rotation'> =>
  RotationEnabled
    ? {
        rotation: {
          ...(NextRotationDate && { nextAt: NextRotationDate.getTime() }),
          ...(LastRotatedDate && { lastAt: LastRotatedDate.getTime() }),
        },
      }
    : {};

/** `LastAccessedDate` is that of this region, and left out where the secret was never read there (API reference, DescribeSecret). */
const lastReadOf = ({ PrimaryRegion, LastAccessedDate, CreatedDate }: Listing): Pick<ListedSecret, 'lastRead'> => {
  if (PrimaryRegion !== undefined) return {};
  if (LastAccessedDate) return { lastRead: { at: LastAccessedDate.getTime() } };
  return CreatedDate ? { lastRead: { at: CreatedDate.getTime(), never: true } } : {};
};

/** Nothing for a secret without the marker: the service's tag filter is a prefix match. */
const watched = (entry: Listing, stages: Stages): readonly ListedSecret[] => {
  const tags = tagsOf(entry);
  if (entry.ARN === undefined || entry.DeletedDate !== undefined || !Object.hasOwn(tags, MARKER_TAG)) return [];
  const versionId = currentVersion(stages);
  return [
    {
      arn: entry.ARN,
      name: entry.Name ?? entry.ARN,
      tags,
      ...(versionId !== undefined && { versionId }),
      ...homeOf(entry),
      ...rotationOf(entry),
      ...lastReadOf(entry),
    },
  ];
};

/** Two filters narrow each other; both match beginnings, the name's case included (`FilterNameStringType` of the API). */
const filtersOf = (namePrefix: string) => [
  { Key: 'tag-key' as const, Values: [MARKER_TAG] },
  ...(namePrefix === '' ? [] : [{ Key: 'name' as const, Values: [namePrefix] }]),
];

/** Undefined when the service no longer knows where the list stood. */
const askFor = async (
  client: SecretsManagerClient,
  namePrefix: string,
  from: string | undefined,
): Promise<ListSecretsResponse | undefined> => {
  try {
    return await client.send(
      new ListSecretsCommand({ Filters: filtersOf(namePrefix), MaxResults: PAGE_SIZE, NextToken: from }),
    );
  } catch (error) {
    if (error instanceof InvalidNextTokenException && from !== undefined) return undefined;
    throw error;
  }
};

/** Lists with `secretsmanager:ListSecrets`. Throws when the listing repeats itself: half a list must not pass for one. */
export const listSecrets = (client: SecretsManagerClient, namePrefix = ''): ListSecrets =>
  async function* pages(from) {
    let token = from;
    let begun = 1;
    for (;;) {
      const answer = await askFor(client, namePrefix, token);
      if (answer === undefined) {
        begun += 1;
        if (begun > MAX_BEGINNINGS) break;
        token = undefined;
        continue;
      }
      const next = answer.NextToken;
      if (next !== undefined && next === token) break;
      const secrets = (answer.SecretList ?? []).flatMap((entry) => watched(entry, entry.SecretVersionsToStages));
      yield next === undefined ? { secrets } : { secrets, next };
      if (next === undefined) return;
      token = next;
    }
    throw new Fault('the list of secrets does not end');
  };

/** A list that loses its place again and again is not to be had. */
const MAX_BEGINNINGS = 3;

/** One secret by `secretsmanager:DescribeSecret`; undefined when it is gone, being deleted, or not marked. */
export const describeSecret =
  (client: SecretsManagerClient): DescribeSecret =>
  async (id) => {
    try {
      const entry = await client.send(new DescribeSecretCommand({ SecretId: id }));
      return watched(entry, entry.VersionIdsToStages)[0];
    } catch (error) {
      if (errorName(error) === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  };

/** The same of a secret that the list leaves out. What is not known says nothing about it. */
export const lookFor =
  (client: SecretsManagerClient): LookFor =>
  async (name) => {
    try {
      const entry = await client.send(new DescribeSecretCommand({ SecretId: name }));
      return watched(entry, entry.VersionIdsToStages)[0] ?? (entry.DeletedDate === undefined ? 'untagged' : 'deleted');
    } catch (error) {
      if (errorName(error) === 'ResourceNotFoundException') return 'deleted';
      return errorName(error) === 'AccessDeniedException' ? 'denied' : 'unknown';
    }
  };
