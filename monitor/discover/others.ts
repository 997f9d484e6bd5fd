import { MOST_BESIDE } from '../../core/issuer/others.ts';
import { MARKER_TAG, parseTags } from '../../core/model/tags.ts';
import type { Registry } from '../../providers/registry.ts';
import { placesOf } from '../inspect/content.ts';
import type { Companion, ListedSecret, ListSecrets } from '../ports.ts';
import { groupOf, itemOf } from './messages.ts';
import { isOurs } from './ours.ts';

export type OthersPorts = { readonly list: ListSecrets; readonly registry: Registry; readonly namePrefix: string };

/** Of the issuer, among which those of the same kind are sought. */
const ENOUGH = 40;
/** A page is one call. */
const MOST_PAGES = 3;

/**
 * Other secrets of its group (messages.ts), for a look at one alone: what refuses all of them is an outage, not a bad rotation. None where the list
 * cannot be had: the look is worth more than what it is judged beside.
 */
export const othersOf = async (
  secret: ListedSecret,
  group: string,
  ports: OthersPorts,
): Promise<readonly Companion[]> => {
  const found: ListedSecret[] = [];
  let pages = 0;
  try {
    for await (const { secrets } of ports.list()) {
      const others = secrets.filter((other) => isOurs(other, ports.namePrefix) && other.arn !== secret.arn);
      found.push(...others.filter((other) => groupOf(other, ports.registry) === group));
      pages += 1;
      if (found.length >= ENOUGH || pages === MOST_PAGES) break;
    }
  } catch {
    // Throttled or denied: then it is judged as if there were no others.
  }
  const byKind = found.toSorted((a, b) => Number(isAlike(b, secret)) - Number(isAlike(a, secret)));
  return byKind.flatMap(companionOf).slice(0, MOST_BESIDE);
};

/** An issuer may forget its bots and know its webhooks. */
const isAlike = (other: ListedSecret, secret: ListedSecret): boolean =>
  other.tags[MARKER_TAG] === secret.tags[MARKER_TAG];

const companionOf = (secret: ListedSecret): readonly Companion[] => {
  const { watch } = parseTags(secret.tags);
  const [place] = watch.enabled ? placesOf(secret.arn, secret.name, watch) : [];
  return place === undefined ? [] : [{ item: itemOf(secret), token: place.ref.id }];
};
