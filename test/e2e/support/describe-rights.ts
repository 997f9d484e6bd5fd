import { describe, expect, test } from 'vitest';
import { readSecrets } from '../../../adapters/aws/values.ts';
import { type Deployed, isAllowed, RIGHTS, type Row } from './rights.ts';
import type { Role, Session, Sessions } from './session.ts';

export type Given = {
  readonly at: Deployed;
  readonly sessions: Sessions;
  /** The same roles, over plain http. */
  readonly plain: Sessions;
  readonly root: Pick<Session, 'sqs'>;
};

const rowOf = (what: string): Row => {
  const row = RIGHTS[what];
  if (row === undefined) throw new Error(`the table has no row ${what}`);
  return row;
};

const NONE: readonly Role[] = ['digest', 'act', 'widget'];
const POWERS = ['list secrets', 'read a tagged secret', 'publish'];

/** What each role may call, shown by calls with its own credentials to the deployed stack. */
export const describeRights = (given: () => Given): void => {
  const allows = (what: string, session: Session) => isAllowed(rowOf(what).call(session, given().at));

  describe.each<Role>(['discover', 'probe', 'notify', 'digest', 'act', 'widget'])('the role of %s', (role) => {
    for (const [what, { may, letThrough }] of Object.entries(RIGHTS)) {
      const gap = letThrough?.includes(role) ?? false;
      const name = `may ${may.includes(role) ? '' : 'not '}${what}${gap ? ' on AWS, and here it may' : ''}`;
      test(name, async () => {
        expect(await allows(what, given().sessions[role])).toBe(gap || may.includes(role));
      });
    }

    test('has no two of: list secrets, read a tagged secret, publish', async () => {
      const held = await Promise.all(POWERS.map((what) => allows(what, given().sessions[role])));
      expect(held.filter((allowed) => allowed)).toHaveLength(NONE.includes(role) ? 0 : 1);
    });
  });

  test('in one batch, the tagged secret is read, and the others are denied, each told apart', async () => {
    const { sessions, at } = given();
    const readings = await readSecrets(sessions.probe.secrets)([at.untagged, at.tagged, at.webhook]);
    expect([...readings.values()].map((reading) => (reading.read ? 'read' : reading.why))).toEqual([
      'denied',
      'read',
      'denied',
    ]);
  });

  test('the root of the account may not write to the work queue', async () => {
    expect(await allows('write to the work queue', { ...given().sessions.discover, ...given().root })).toBe(false);
  });

  test.each<[Role, string]>([
    ['notify', 'publish'],
    ['discover', 'write to the work queue'],
  ])('over plain http %s may not %s', async (role, what) => {
    expect(await allows(what, given().plain[role])).toBe(false);
  });
};
