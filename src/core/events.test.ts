import { describe, expect, it } from '@jest/globals';

import { Emitter } from './events.js';

interface Events {
  readonly moved: { readonly to: number };
  readonly ended: undefined;
}

const arrange = () => {
  const errors: unknown[] = [];
  return { errors, emitter: new Emitter<Events>((error) => errors.push(error)) };
};

describe('an emitter', () => {
  it('tells every observer of an event, in the order they came', () => {
    const { emitter } = arrange();
    const heard: string[] = [];
    emitter.on('moved', ({ to }) => heard.push(`first ${to}`));
    emitter.on('moved', ({ to }) => heard.push(`second ${to}`));

    emitter.emit('moved', { to: 3 });

    expect(heard).toEqual(['first 3', 'second 3']);
  });

  it('tells nobody of another event, and needs no observer', () => {
    const { emitter } = arrange();
    let heard = 0;
    emitter.on('moved', () => heard++);

    emitter.emit('ended', undefined);

    expect(heard).toBe(0);
  });

  it('goes on to the next observer where one throws, and hands its error over', () => {
    const { emitter, errors } = arrange();
    const broken = new Error('broken');
    const heard: number[] = [];
    emitter.on('moved', () => {
      throw broken;
    });
    emitter.on('moved', ({ to }) => heard.push(to));

    expect(() => emitter.emit('moved', { to: 1 })).not.toThrow();

    expect(heard).toEqual([1]);
    expect(errors).toEqual([broken]);
  });

  it('no longer tells an observer that has unsubscribed, twice or while it is told', () => {
    const { emitter } = arrange();
    const heard: string[] = [];
    const off = emitter.on('moved', () => {
      heard.push('once');
      off();
      off();
    });
    emitter.on('moved', () => heard.push('always'));

    emitter.emit('moved', { to: 1 });
    emitter.emit('moved', { to: 2 });

    expect(heard).toEqual(['once', 'always', 'always']);
  });

  it('tells nobody after all were removed', () => {
    const { emitter } = arrange();
    let heard = 0;
    emitter.on('moved', () => heard++);
    emitter.on('ended', () => heard++);

    emitter.removeAll();
    emitter.emit('moved', { to: 1 });
    emitter.emit('ended', undefined);

    expect(heard).toBe(0);
  });
});
