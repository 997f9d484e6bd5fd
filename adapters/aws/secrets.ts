import {
  DescribeSecretCommand,
  ListSecretsCommand,
  type SecretListEntry,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Fault } from '../../core/base/fault.ts';
import { MARKER_TAG } from '../../core/model/tags.ts';
import type { DescribeSecret, ListedSecret, ListSecrets } from '../../monitor/ports.ts';
import { errorName } from './calls.ts';

const PAGE_SIZE = 100;
/** Pages may be short or empty, so this is far above any region's number of secrets divided by the page size. */
const MAX_PAGES = 10_000;

type Listing = Pick<SecretListEntry, 'ARN' | 'Name' | 'Tags' | 'DeletedDate'>;

const tagsOf = (entry: Listing): Record<string, string> =>
  Object.fromEntries((entry.Tags ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])));

const currentVersion = (stages: Readonly<Record<string, string[]>> | undefined): string | undefined =>
  Object.entries(stages ?? {}).find(([, labels]) => labels.includes('AWSCURRENT'))?.[0];

/** Nothing for a secret without the marker: the service's tag filter is a prefix match. */
const watched = (entry: Listing, stages: Record<string, string[]> | undefined): readonly ListedSecret[] => {
  const tags = tagsOf(entry);
  if (entry.ARN === undefined || entry.DeletedDate !== undefined || !Object.hasOwn(tags, MARKER_TAG)) return [];
  const versionId = currentVersion(stages);
  return [{ arn: entry.ARN, name: entry.Name ?? entry.ARN, tags, ...(versionId === undefined ? {} : { versionId }) }];
};

/** Lists with `secretsmanager:ListSecrets`. Throws when the listing repeats itself: half a list must not pass for one. */
export const listSecrets = (client: SecretsManagerClient): ListSecrets =>
  async function* pages() {
    let token: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await client.send(
        new ListSecretsCommand({
          Filters: [{ Key: 'tag-key', Values: [MARKER_TAG] }],
          MaxResults: PAGE_SIZE,
          NextToken: token,
        }),
      );
      yield (answer.SecretList ?? []).flatMap((entry) => watched(entry, entry.SecretVersionsToStages));
      if (answer.NextToken === undefined) return;
      if (answer.NextToken === token) break;
      token = answer.NextToken;
    }
    throw new Fault('the list of secrets does not end');
  };

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
