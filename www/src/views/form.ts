/**
 * Forms that work everywhere. In a frame whose sandbox does not allow forms the browser says nothing of a form that is sent,
 * so a button is a plain one, and Enter in a field does the same.
 */

/** Enter in a line of text of a form: does what its button does. */
export const onEnter =
  (apply: (form: HTMLFormElement) => void) =>
  (event: KeyboardEvent): void => {
    const { target, key, isComposing } = event;
    const isLine = target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio';
    if (!isLine || key !== 'Enter' || isComposing) return;
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
