import { alertId, incidentId } from '../base/ids.ts';
import type { Digest } from '../model/digest.ts';
import type { DigestNotice } from '../model/notice.ts';

/** The id is made of owner and period, so that a second run of the same period tells nothing twice. Pure. */
export const noticeOf = (digest: Digest): DigestNotice => {
  const { owner, period, at } = digest;
  return {
    schema: 1,
    id: alertId('digest', keyOf(owner ?? ''), period.name),
    kind: 'digest',
    severity: 'note',
    ...(owner !== undefined && { owner }),
    at,
    incident: incidentId('digest', owner ?? '', period.name),
    digest,
  };
};

/** Encoded, the longest value of a tag would be longer than a key of the table may be (2,048 bytes). */
const LONGEST = 128;

const keyOf = (owner: string): string => {
  const name = owner.toWellFormed();
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST).toWellFormed()}~${incidentId(owner)}`;
};
