import { violations } from '../violations.ts';
import { digests } from './digests-seen.ts';
import { kept } from './keeping-seen.ts';
import type { Year } from './live.ts';
import { asleep } from './office-seen.ts';
import { pages } from './pages.ts';
import { askedQuiets, broken } from './quiet-seen.ts';
import { misrouted, reachesOf } from './routes-seen.ts';
import { healthySince } from './span.ts';
import { termsOf } from './terms.ts';

/** What an onlooker who knows the truth holds against the monitor after a year; empty when it kept its promises. */
export const heldAgainst = (year: Year): readonly string[] => {
  const quiets = askedQuiets(year.world);
  return [
    ...violations(year.world, healthySince(year.span), {
      reaches: reachesOf(year.world),
      terms: termsOf(year, quiets),
    }),
    ...misrouted(year.world),
    ...asleep(year.world),
    ...pages(year.world),
    ...broken(year, quiets),
    ...digests(year),
    ...kept(year),
  ];
};
