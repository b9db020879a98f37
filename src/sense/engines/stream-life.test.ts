import { describe, expect, it } from '@jest/globals';

import { TacetError } from '../../core/errors.js';
import { StreamLife } from './stream-life.js';

const arrange = () => {
  const told: string[] = [];
  const life = new StreamLife({
    ended: (error) => told.push(`ended ${error?.code ?? 'by us'}`),
    failed: (error) => told.push(`failed ${error.code}`),
  });
  return { life, told };
};

describe('the life of a stream', () => {
  it('lets one call after the other run, in their order', async () => {
    const { life } = arrange();
    const ran: number[] = [];
    let go = (): void => undefined;
    const first = life.inTurn(async () => {
      await new Promise<void>((resolve) => (go = resolve));
      ran.push(1);
    });
    const second = life.inTurn(() => Promise.resolve(void ran.push(2)));
    await Promise.resolve();
    expect(ran).toEqual([]);
    go();
    await Promise.all([first, second]);

    expect(ran).toEqual([1, 2]);
  });

  it('ends once with what a call throws, tells of it, and every later call rejects', async () => {
    const { life, told } = arrange();

    await expect(life.inTurn(() => Promise.reject(new Error('x')))).rejects.toMatchObject({
      code: 'TACET_ENGINE_FAILED',
    });
    await expect(life.inTurn(() => Promise.resolve())).rejects.toBeInstanceOf(TacetError);
    life.fail(new TacetError('TACET_STT_SLOW'));
    await life.close();

    expect(told).toEqual(['ended TACET_ENGINE_FAILED', 'failed TACET_ENGINE_FAILED']);
    expect(life.isOver()).toBe(true);
  });

  it('does nothing any more once it is closed, and nobody is told of a failure', async () => {
    const { life, told } = arrange();
    await life.close();
    let ran = false;
    await life.inTurn(() => Promise.resolve(void (ran = true)));
    life.fail(new Error('late'));

    expect([ran, told]).toEqual([false, ['ended by us']]);
  });
});
