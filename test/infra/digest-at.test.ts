import { expect, test } from 'vitest';
import { type DigestSettings, digestCron } from '../../infra/digest-at.ts';

test.each<[string, DigestSettings, string]>([
  ['nobody says when, weekly', { digest: 'weekly' }, 'cron(0 9 ? * MON *)'],
  ['nobody says when, daily', { digest: 'daily' }, 'cron(0 9 * * ? *)'],
  ['on a day of the week', { digest: 'weekly', digestAt: 'fri 16:45' }, 'cron(45 16 ? * FRI *)'],
  ['at a time of each day', { digest: 'daily', digestAt: '06:05' }, 'cron(5 6 * * ? *)'],
])('%s', (_, settings, cron) => expect(digestCron(settings)).toBe(cron));
