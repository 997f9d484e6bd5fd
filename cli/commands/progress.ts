type Output = { readonly isTTY?: boolean; write(text: string): unknown };

/** A line that overwrites itself, on a terminal only. */
export const progress = (output: Output) => ({
  show: (done: number, total: number): void => {
    if (output.isTTY) output.write(`\rAsked about ${done} of ${total} tokens`);
  },
  clear: (): void => {
    if (output.isTTY) output.write('\r\x1b[K');
  },
});
