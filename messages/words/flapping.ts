import type { Alert } from '../../core/model/alert.ts';

/** `refused again, comes and goes`: the fact of a finding that was opened a second time within a day; else undefined. */
export const flappingFact = ({ kind, flapping, diagnosis }: Alert): string | undefined => {
  if (!flapping) return undefined;
  switch (kind) {
    case 'rejected':
    case 'expired':
      return diagnosis.exchange ? `refused ${AGAIN}` : AGAIN;
    case 'overdue':
    case 'degraded':
    case 'misconfigured':
      return AGAIN;
    case 'expiring':
    case 'rotate-by':
    case 'recovered':
    case 'started':
      return undefined;
  }
};

const AGAIN = 'again, comes and goes';

export const CAME_BACK = 'not for the first time within a day: it comes and goes, or one bad version follows another';

export const FLAPPING_NEXT: readonly string[] = [
  'It changed more than once in a day, so no more is written about it until it has stayed the same for 24 h: in order, then you get one RECOVERED notice, or dead.',
  'Common reasons: an issuer that answers differently from its servers, somebody switching versions or tags, two writers of one secret.',
];
