import { MARKER_TAG } from '../../core/model/tags.ts';
import type { ListedSecret } from '../ports.ts';

/**
 * Whether this deployment watches a secret. Filters of ListSecrets match prefixes of a tag's name, and an event comes for every secret, so
 * tag and name are checked here. A replica is watched where it is at home: once, and before the copies have it.
 */
export const isOurs = (secret: ListedSecret, namePrefix: string): boolean =>
  isMarked(secret, namePrefix) && secret.primaryRegion === undefined;

export const isMarked = ({ name, tags }: ListedSecret, namePrefix: string): boolean =>
  Object.hasOwn(tags, MARKER_TAG) && name.startsWith(namePrefix);
