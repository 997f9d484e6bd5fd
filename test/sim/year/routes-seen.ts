import type { Alert } from '../../../core/model/alert.ts';
import { isAlert, type Tellable } from '../../../core/model/notice.ts';
import type { World } from '../world.ts';
import { channelsOf } from './owners.ts';

type Reaches = (one: Tellable, inbox: string) => boolean;

const ownerOf = (one: Tellable): string | undefined => ('owner' in one ? one.owner : undefined);

/** Of a recovery: where the bad news were told, by whatever severity; else by its own. */
export const reachesOf = (world: World): Reaches => {
  const bad = badNewsOf(world);
  return (one, inbox) => {
    const told = isAlert(one) && one.kind === 'recovered' ? bad(one) : [];
    return channelsOf(
      ownerOf(one),
      [one, ...told].map(({ severity }) => severity),
    ).has(inbox);
  };
};

/** All that was told of a token in an incident; what was found at first sight was told with that. */
const badNewsOf = (world: World): ((end: Alert) => readonly Alert[]) => {
  const stories = Map.groupBy(world.told(), ({ ref }) => ref.id);
  return ({ ref, incident, at }) =>
    (stories.get(ref.id) ?? []).filter(
      (one) => one.kind !== 'recovered' && one.at < at && (one.incident === incident || one.kind === 'started'),
    );
};

/** What came to an inbox that it was not meant for, or was told of another owner. A recovery may come to whoever may hear of its owner at all. */
export const misrouted = (world: World): readonly string[] => {
  const reaches = reachesOf(world);
  const isMeant: Reaches = (one, inbox) =>
    isAlert(one) && one.kind === 'recovered'
      ? channelsOf(one.owner, ['page', 'warn', 'note']).has(inbox)
      : reaches(one, inbox);
  return [
    ...world.inboxes.flatMap(({ name, arrived }) =>
      arrived.filter(({ alert }) => !isMeant(alert, name)).map(({ alert }) => `misrouted: ${alert.id} came to ${name}`),
    ),
    ...world
      .told()
      .filter(({ ref, owner }) => owner !== world.vault.describe(ref.source)?.tags['token-health:owner'])
      .map(({ id, owner }) => `misrouted: ${id} was told as ${owner}'s`),
  ];
};
