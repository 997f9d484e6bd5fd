import { execFileSync } from 'node:child_process';
import { WORK } from '../../support/ministack.ts';

/** Kills the processes in which the emulator runs this function, as AWS may at any moment. */
export const killFunction = (name: string): number => {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const pids = lines
    .filter((line) => line.includes(`${WORK}/tmp/`) && line.includes(name))
    .map((line) => Number.parseInt(line, 10));
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return pids.length;
};
