import type { Workbench } from '../../domain/tickets/workbench.ts';
import { Button, type ButtonVariant } from '../../ui/button.tsx';
import type { TextKey } from '../../ui/texts.ts';
import type { PageContext } from '../layout/page-context.ts';

export type AlsoTakeProps = {
  ctx: PageContext;
  bench: Workbench;
  /** The words of the button for whoever takes it, and for whoever takes over. */
  take: TextKey;
  takeOver: TextKey;
  variant?: ButtonVariant;
};

/** The button that also makes its author the holder, when they are not yet. */
export function AlsoTake({ ctx, bench, take, takeOver, variant = 'secondary' }: AlsoTakeProps) {
  const { acts } = bench;
  const words = acts.includes('take') ? take : acts.includes('take_over') ? takeOver : null;
  if (words === null) return null;
  return (
    <Button variant={variant} icon={words === take ? 'hand' : 'swap'} name="_avec" value="prise">
      {ctx.t(words)}
    </Button>
  );
}

/** Nobody has taken it yet: the act itself gives it to its author, the button says so. */
export function claims({ ticket, acts }: Workbench): boolean {
  return ticket.state === 'awaiting' && acts.includes('take');
}
