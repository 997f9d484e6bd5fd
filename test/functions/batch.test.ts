import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eachAtOnce, eachInTurn, failuresOf } from '../../functions/batch.ts';

const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 12 });
const split = ids.chain((all) => fc.record({ all: fc.constant(all), bad: fc.subarray(all) }));

describe('the answer to a batch', () => {
  test.each([
    ['eachAtOnce', eachAtOnce],
    ['eachInTurn', eachInTurn],
  ])('%s names exactly the records that failed', async (_, each) => {
    await fc.assert(
      fc.asyncProperty(split, async ({ all, bad }) => {
        const seen: string[] = [];
        const answer = await each(all, {
          idOf: (id) => id,
          run: async (id) => {
            await Promise.resolve();
            if (bad.includes(id)) throw new Error(id);
          },
          onFailure: (id) => seen.push(id),
        });
        expect(answer).toEqual({ batchItemFailures: bad.map((itemIdentifier) => ({ itemIdentifier })) });
        expect(seen).toEqual(bad);
      }),
    );
  });

  test('records of a stream are taken one after the other', async () => {
    let open = 0;
    await eachInTurn(['a', 'b', 'c'], {
      idOf: (id) => id,
      run: async () => {
        open += 1;
        await new Promise((done) => setTimeout(done, 1));
        expect(open).toBe(1);
        open -= 1;
      },
      onFailure: (_, error) => {
        throw error;
      },
    });
  });

  test.each([
    ['an id that did not come in', ['b']],
    ['an empty id', ['']],
  ])('F17: %s is thrown, since AWS would read it as success of all', (_, failed) => {
    expect(() => failuresOf(['a', ''], failed)).toThrow('a failed id is not in the batch');
  });
});
