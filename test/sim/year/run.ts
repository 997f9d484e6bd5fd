/**
 * `npm run test:year`: a year of 2,000 tokens, swept once a day, the longest interval that a deployment may set; the sweeps of every hour are those of
 * year.test.ts. Prints what owners were told; fails with what is held against the monitor. By itself, since a test runner makes it four times as long.
 */
import { DAY } from '../../../core/base/time.ts';
import { START } from '../../support/make.ts';
import { lackingWrites } from './faults.ts';
import { figuresOf, tableOf } from './figures.ts';
import { liveOn } from './live.ts';
import { heldAgainst } from './onlooker.ts';

const [tokens = 2000, days = 365, seed = 1] = process.argv.slice(2).map(Number);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`${days} days of ${tokens} tokens, swept once a day, seed ${seed} ...`);
const year = await liveOn({ seed, days, tokens, interval: DAY, troubleEvery: 60 });
const wrong = [...heldAgainst(year), ...lackingWrites(year.hits)];
const { user, system } = process.cpuUsage();
say(tableOf(figuresOf(year, START)));
say(`seconds of a processor                ${((user + system) / 1e6).toFixed(0)}`);
say(`held against the monitor              ${wrong.length}`);
for (const one of wrong) say(`  ${one}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
