import { type Instant, SECOND } from '../../core/base/time.ts';

type Output = { readonly isTTY?: boolean; write(text: string): unknown };

/** A line that overwrites itself, on a terminal only. */
export const progress = (output: Output) => {
  const line = (text: string): void => {
    if (output.isTTY) output.write(`\r\x1b[K${text}`);
  };
  return {
    show: (done: number, total: number): void => line(`Asked about ${done} of ${total} tokens`),
    waiting: (until: Instant): void =>
      line(`Waiting ${Math.ceil((until - Date.now()) / SECOND)} s: an issuer wants a pause`),
    clear: (): void => line(''),
  };
};
