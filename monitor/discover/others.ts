import { parseTags } from '../../core/model/tags.ts';
import type { Registry } from '../../providers/registry.ts';
import { placesOf } from '../inspect/content.ts';
import type { Companion, ListedSecret, ListSecrets } from '../ports.ts';
import { groupOf, itemOf } from './messages.ts';
import { isOurs } from './ours.ts';

export type OthersPorts = { readonly list: ListSecrets; readonly registry: Registry; readonly namePrefix: string };

/** So many that some of them work. */
const MOST = 8;
/** A page is one call. */
const MOST_PAGES = 3;

/**
 * Other secrets of the same issuer, for a look at one alone: what refuses all of them is an outage, not a bad rotation. None where the list
 * cannot be had: the look is worth more than what it is judged beside.
 */
export const othersOf = async (secret: ListedSecret, ports: OthersPorts): Promise<readonly Companion[]> => {
  const group = groupOf(secret, ports.registry);
  const found: Companion[] = [];
  let pages = 0;
  try {
    for await (const { secrets } of ports.list()) {
      const others = secrets.filter((other) => isOurs(other, ports.namePrefix) && other.arn !== secret.arn);
      found.push(...others.filter((other) => groupOf(other, ports.registry) === group).flatMap(companionOf));
      pages += 1;
      if (found.length >= MOST || pages === MOST_PAGES) break;
    }
  } catch {
    // Throttled or denied: then it is judged as if there were no others.
  }
  return found.slice(0, MOST);
};

const companionOf = (secret: ListedSecret): readonly Companion[] => {
  const { watch } = parseTags(secret.tags);
  const [place] = watch.enabled ? placesOf(secret.arn, secret.name, watch) : [];
  return place === undefined ? [] : [{ item: itemOf(secret), token: place.ref.id }];
};
