import type { Alert } from '../../core/model/alert.ts';

export const EMOJI: Readonly<Record<Alert['kind'], string>> = {
  expiring: ':hourglass_flowing_sand:',
  'rotate-by': ':hourglass_flowing_sand:',
  expired: ':no_entry:',
  overdue: ':hourglass:',
  rejected: ':octagonal_sign:',
  degraded: ':warning:',
  misconfigured: ':wrench:',
  recovered: ':white_check_mark:',
  started: ':clipboard:',
};
