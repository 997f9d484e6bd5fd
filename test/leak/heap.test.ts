import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const CHILD = fileURLToPath(new URL('heap-child.ts', import.meta.url));

type Heap = { readonly said: string; readonly snapshot: string; readonly random: readonly string[] };

const heapAfterChecks = (keep: string): Promise<Heap> =>
  new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, KEEP: keep };
    const child = spawn(process.execPath, ['--expose-gc', CHILD], { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const [snapshot, said, random] = [1, 2, 3].map((fd) => {
      const chunks: Buffer[] = [];
      child.stdio[fd]?.on('data', (chunk: Buffer) => chunks.push(chunk));
      return (): string => Buffer.concat(chunks).toString('latin1');
    });
    child.on('error', reject);
    child.on('close', () =>
      resolve({
        snapshot: snapshot!(),
        said: said!(),
        random: random!()
          .split('\n')
          .filter((part) => part !== ''),
      }),
    );
  });

/** How many secrets have 8 characters of theirs, from any of three places, in the heap. */
const heldBy = ({ snapshot, random }: Heap): number =>
  random.filter((part) => [0, 6, 12].some((at) => snapshot.includes(part.slice(at, at + 8)))).length;

test('A52: no value is left in the heap when its check has ended', async () => {
  const heap = await heapAfterChecks('no');

  expect(heap.said).toContain('0 kept, 4 asked');
  expect(heap.random).toHaveLength(4);
  expect(heap.snapshot.length).toBeGreaterThan(1_000_000);
  expect(heldBy(heap)).toBe(0);
});

test('A52: a value that something keeps is found there', async () => {
  const heap = await heapAfterChecks('yes');

  expect(heap.said).toContain('4 kept');
  expect(heldBy(heap)).toBe(4);
});
