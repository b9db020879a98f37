/**
 * The masks of running calls, the last of each call: what a look at a call shows of them.
 */
import { wholeMs } from './call-news.js';
import type { MaskView } from './call-view.js';
import type { Call } from '../../call/call.js';
import type { FindingId } from '../../core/ids.js';
import { FOREVER } from '../../core/span.js';

const MOST_A_CALL = 200;

export class MaskBook {
  readonly #masks = new WeakMap<Call, Map<FindingId, MaskView>>();

  follow(call: Call): void {
    const masks = new Map<FindingId, MaskView>();
    this.#masks.set(call, masks);
    call.events.on('finding', ({ finding, leakedTicks }) => {
      const { id, leg, entity, cause, span, settled, belief } = finding;
      const isMasked = settled && belief !== 'withdrawn';
      masks.set(id, {
        id,
        leg,
        kind: entity,
        cause,
        startMs: wholeMs(span.from),
        endMs: span.to === FOREVER ? null : wholeMs(span.to),
        verdict: settled ? (isMasked ? 'masked' : 'withdrawn') : 'suspected',
        leakedMs: isMasked ? wholeMs(leakedTicks) : 0,
      });
      for (const oldest of masks.keys()) {
        if (masks.size <= MOST_A_CALL) break;
        masks.delete(oldest);
      }
    });
  }

  of(call: Call): readonly MaskView[] {
    return [...(this.#masks.get(call)?.values() ?? [])].sort((a, b) => a.startMs - b.startMs);
  }
}
