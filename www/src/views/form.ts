/**
 * Forms that work everywhere. In a frame whose sandbox does not allow forms there is no event when one is submitted, so a
 * button is a plain one, and Enter in a field does the same.
 */

/** Enter in a field of one line, or on a checkbox, does what the button does; the browser would submit the form itself. */
export const onEnter =
  (apply: (form: HTMLFormElement) => void) =>
  (event: KeyboardEvent): void => {
    const { target, key, isComposing } = event;
    if (!(target instanceof HTMLInputElement) || key !== 'Enter' || isComposing) return;
    event.preventDefault();
    const form = target.closest('form');
    if (form) apply(form);
  };

/** A click on a button of a form. */
export const onClick =
  (apply: (form: HTMLFormElement) => void) =>
  ({ currentTarget }: Event): void => {
    const form = currentTarget instanceof Element ? currentTarget.closest('form') : null;
    if (form) apply(form);
  };
