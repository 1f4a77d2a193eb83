/** The dialog about what is saved: saving what is shown, renaming, moving, deleting, import and export. */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { SavedGroup, SavedItem, SummaryChoice } from '../contract.js';
import { askedBy } from '../display/saved.js';
import { saved as t } from '../locale/saved.js';
import { countOf, itemAt, nameOf, type Saved, type SavedPlace } from '../state/pack.js';
import type { AppState, Importing, SavedTrouble } from '../state/state.js';
import { onEnter } from './form.js';
import { html } from './html.js';
import { prose } from './prose.js';

/** Items that cannot be imported of which the dialog says why. */
const FAULTS_SHOWN = 20;

export interface SavedActions {
  close(): void;
  saveQuery(place: SavedPlace, query: string): void;
  saveSummary(place: SavedPlace, choice: SummaryChoice): void;
  show(group: string, item: SavedItem): void;
  move(from: SavedPlace, to: SavedPlace): void;
  renameGroup(from: string, to: string): void;
  remove(place: SavedPlace): void;
  export(): void;
  read(file: File): void;
  /** Number of items to import with the name of one that is saved. */
  equal(): number;
  import(equal: 'both' | 'replace'): void;
  forget(): void;
}

/** The item that is being changed, or may be deleted; or the group that is being renamed, which has no name of an item. */
interface Edited {
  how: 'move' | 'remove' | 'group';
  from: SavedPlace;
  /** What the form has. */
  to: SavedPlace;
}

/** A place with the names as they are kept; null if one is missing. */
function placeOf({ name, group }: SavedPlace): SavedPlace | null {
  const [ownName, ownGroup] = [nameOf(name), nameOf(group)];
  return ownName !== null && ownGroup !== null ? { name: ownName, group: ownGroup } : null;
}

const isSamePlace = (one: SavedPlace, other: SavedPlace): boolean =>
  one.name === other.name && one.group === other.group;

export class SavedDialog extends LitElement {
  static override properties = {
    saving: { attribute: false },
    saved: { attribute: false },
    trouble: { attribute: false },
    importing: { attribute: false },
    query: { attribute: false },
    choice: { attribute: false },
    choiceName: { attribute: false },
    place: { state: true },
    edited: { state: true },
    problem: { state: true },
  };

  declare actions: SavedActions;
  /** What the dialog is open for; null while it is closed. */
  declare saving: AppState['saving'];
  declare saved: Saved;
  declare trouble: SavedTrouble;
  declare importing: Importing | null;
  /** What can be saved. */
  declare query: string;
  declare choice: SummaryChoice;
  /** The name of the summary that is shown. */
  declare choiceName: string;
  /** What the form has. */
  declare place: SavedPlace;
  declare edited: Edited | null;
  declare problem: string;

  constructor() {
    super();
    this.saving = null;
    this.saved = [];
    this.trouble = 'none';
    this.importing = null;
    this.place = { name: '', group: '' };
    this.edited = null;
    this.problem = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('saving')) return;
    const name = nameOf(this.saving === 'summary' ? this.choiceName : this.query) ?? '';
    this.place = { name, group: this.saved[0]?.name ?? t.defaultGroup };
    this.edited = null;
    this.problem = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('saving') && this.saving && this.saving !== 'manage') {
      this.querySelector<HTMLInputElement>('#saved-name')?.select();
    }
    if (changed.has('importing') && this.importing)
      this.querySelector<HTMLElement>('#import-now, #import-close')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<dialog id="saved" aria-labelledby="saved-title" @close=${() => this.actions.close()}>
      <div class="dialog-head">
        <h2 id="saved-title">${t.title}</h2>
        <button class="small" id="saved-close" @click=${() => this.actions.close()}>${t.close}</button>
      </div>
      <div class="dialog-body" tabindex="0" role="region" aria-label=${t.title}>
        ${this.trouble === 'none' ? html`<p class="quiet">${t.kept}</p>` : html`<p class="flag" id="saved-trouble">${t[this.trouble]}</p>`}
        <p class="quiet">${t.privacy}</p>
        ${this.saving === 'query' || this.saving === 'summary' ? this.#saveForm(this.saving) : nothing}
        ${this.importing ? this.#import(this.importing) : nothing}
        ${this.saved.length === 0 ? html`<p id="saved-none">${t.none}</p>` : this.saved.map((group) => this.#group(group))}
        ${this.#datalist()} ${this.#files()}
      </div>
    </dialog>`;
  }

  #datalist(): TemplateResult {
    const names = new Set([...this.saved.map(({ name }) => name), t.defaultGroup]);
    return html`<datalist id="saved-groups">${[...names].map((name) => html`<option value=${name}></option>`)}</datalist>`;
  }

  /** The fields for name and group. */
  #fields(id: string, { name, group }: SavedPlace, typed: (place: SavedPlace) => void): TemplateResult {
    const input = (event: Event) => (event.target as HTMLInputElement).value;
    return html`<label class="inline">${t.name}
        <input id="${id}-name" type="text" maxlength="120" autocomplete="off" .value=${name} @input=${(event: Event) => typed({ name: input(event), group })} />
      </label>
      <label class="inline">${t.group}
        <input id="${id}-group" type="text" maxlength="120" autocomplete="off" list="saved-groups" .value=${group} @input=${(event: Event) => typed({ name, group: input(event) })} />
      </label>`;
  }

  #saveForm(what: 'query' | 'summary'): TemplateResult {
    const place = placeOf(this.place);
    const taken = place !== null && itemAt(this.saved, place) !== undefined;
    const save = () => {
      if (!place) return;
      if (what === 'query') this.actions.saveQuery(place, this.query);
      else this.actions.saveSummary(place, this.choice);
    };
    return html`<form class="saved-form" id="save-form" @keydown=${onEnter(save)}>
      <h3>${t.saving[what]}</h3>
      <p class="mono saved-query">${what === 'query' ? this.query : [this.query, this.choice.within].filter(Boolean).join(' ')}</p>
      <p class="fields">
        ${this.#fields('saved', this.place, (typed) => this.#type(typed))}
        <button class="primary" id="save-now" type="button" ?disabled=${!place} @click=${save}>${taken ? t.replace : t.save}</button>
      </p>
      ${taken && place ? html`<p role="status">${t.replaces(place.name, place.group)}</p>` : nothing}
    </form>`;
  }

  #type(place: SavedPlace): void {
    this.place = place;
  }

  #group({ name: group, items }: SavedGroup): TemplateResult {
    const place = { group, name: '' };
    const edited = this.edited?.how === 'group' && this.edited.from.group === group ? this.edited : null;
    const edit = () => this.#edit(edited ? null : { how: 'group', from: place, to: place });
    return html`<div class="saved-head">
        <h3>${group}</h3>
        <button class="small" aria-expanded=${edited !== null} aria-label=${t.renameGroupNamed(group)} @click=${edit}>${t.renameGroup}</button>
      </div>
      ${edited ? this.#groupForm(edited) : nothing}
      <ul class="saved-items" aria-label=${group}>
        ${items.map((item) => this.#item(group, item))}
      </ul>`;
  }

  #item(group: string, item: SavedItem): TemplateResult {
    const place = { group, name: item.name };
    const { edited } = this;
    const isEdited = edited !== null && isSamePlace(edited.from, place);
    const edit = (how: Edited['how']) =>
      this.#edit(isEdited && edited.how === how ? null : { how, from: place, to: place });
    return html`<li>
      <div class="saved-item">
        <button class="link saved-name" aria-label=${t.open(item.name)} @click=${() => this.actions.show(group, item)}>${item.name}</button>
        <span class="quiet mono saved-query">${askedBy(item)}</span>
        ${'summary' in item ? html`<span class="quiet">${t.summaryMark}</span>` : nothing}
        <button class="small" aria-expanded=${isEdited && edited.how === 'move'} aria-label=${t.changeItem(item.name)} @click=${() => edit('move')}>${t.change}</button>
        <button class="small" aria-expanded=${isEdited && edited.how === 'remove'} aria-label=${t.removeItem(item.name)} @click=${() => edit('remove')}>${t.remove}</button>
      </div>
      ${isEdited ? (edited.how === 'move' ? this.#moveForm(edited) : this.#removeForm(place)) : nothing}
    </li>`;
  }

  /** Opens the form of an item with the focus in it, or closes it. */
  #edit(edited: Edited | null): void {
    const button = this.querySelector<HTMLElement>('[aria-expanded=true]');
    this.edited = edited;
    this.problem = '';
    const first = () => this.querySelector<HTMLElement>('.edit-form input, .edit-form button');
    const back = () => button ?? this.querySelector<HTMLElement>('.dialog-body');
    void this.updateComplete.then(() => (edited ? first() : back())?.focus());
  }

  #typeEdited(edited: Edited, to: SavedPlace): void {
    this.edited = { ...edited, to };
  }

  /** The keys of what asks about a name; Enter does what is asked for, if that is known. */
  readonly #editKey = (apply?: () => void) => (event: KeyboardEvent) => {
    if (apply) onEnter(apply)(event);
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#edit(null);
  };

  #moveForm(edited: Edited): TemplateResult {
    const { from } = edited;
    const to = placeOf(edited.to);
    const apply = () => {
      if (!to) return;
      const isSame = isSamePlace(to, from);
      if (!isSame && itemAt(this.saved, to)) {
        this.problem = t.taken(to.name, to.group);
        return;
      }
      if (!isSame) this.actions.move(from, to);
      this.#edit(null);
    };
    return html`<form class="edit-form fields" @keydown=${this.#editKey(apply)}>
      ${this.#fields('edit', edited.to, (typed) => this.#typeEdited(edited, typed))}
      ${this.#formEnd(to !== null, apply)}
    </form>`;
  }

  #groupForm(edited: Edited): TemplateResult {
    const { group: from } = edited.from;
    const to = nameOf(edited.to.group);
    const typed = (event: Event) =>
      this.#typeEdited(edited, { group: (event.target as HTMLInputElement).value, name: '' });
    const apply = () => {
      if (to === null) return;
      if (to !== from && this.saved.some(({ name }) => name === to)) {
        this.problem = t.groupTaken(to);
        return;
      }
      if (to !== from) this.actions.renameGroup(from, to);
      this.#edit(null);
    };
    return html`<form class="edit-form fields" @keydown=${this.#editKey(apply)}>
      <label class="inline">${t.group}
        <input id="edit-group" type="text" maxlength="120" autocomplete="off" .value=${edited.to.group} @input=${typed} />
      </label>
      ${this.#formEnd(to !== null, apply)}
    </form>`;
  }

  /** The buttons of a form, and what is wrong with what it has. */
  #formEnd(isUsable: boolean, apply: () => void): TemplateResult {
    return html`<button type="button" ?disabled=${!isUsable} @click=${apply}>${t.apply}</button>
      <button type="button" @click=${() => this.#edit(null)}>${t.cancel}</button>
      ${this.problem ? html`<p class="tone-bad" role="alert">${this.problem}</p>` : nothing}`;
  }

  #removeForm(place: SavedPlace): TemplateResult {
    const remove = () => {
      this.actions.remove(place);
      this.#edit(null);
    };
    return html`<div class="edit-form fields" role="group" aria-label=${t.removeQuestion(place.name)} @keydown=${this.#editKey()}>
      <span>${t.removeQuestion(place.name)}</span>
      <button @click=${remove}>${t.remove}</button>
      <button @click=${() => this.#edit(null)}>${t.keep}</button>
    </div>`;
  }

  #files(): TemplateResult {
    const chosen = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const [file] = input.files ?? [];
      input.value = '';
      if (file) this.actions.read(file);
    };
    const pick = () => this.querySelector<HTMLInputElement>('#import-file')?.click();
    return html`<p class="fields saved-files">
      <button id="import" title=${t.importMeaning} @click=${pick}>${t.import}</button
      ><input id="import-file" class="hidden" type="file" accept=".json,application/json" tabindex="-1" aria-hidden="true" aria-label=${t.import} @change=${chosen} />
      <button id="export-saved" title=${t.exportMeaning} ?disabled=${this.saved.length === 0} @click=${() => this.actions.export()}>${t.export}</button>
    </p>`;
  }

  /** What has been read, and what to do with it. */
  #import({ pack, leftOut, refusal }: Importing): TemplateResult {
    const count = countOf(pack.groups);
    const equal = this.actions.equal();
    const more = leftOut.length - FAULTS_SHOWN;
    const button = (id: string, label: string, how: 'both' | 'replace') =>
      html`<button class="primary" id=${id} @click=${() => this.actions.import(how)}>${label}</button>`;
    return html`<div class="saved-form" id="importing" role="region" aria-label=${t.import}>
      ${refusal ? html`<p role="alert">${refusal}</p>` : html`<p role="status">${t.read(pack.name, count + leftOut.length)}</p>`}
      ${leftOut.length > 0 ? html`<p>${t.leftOut(leftOut.length)}</p>` : nothing}
      <ul class="left-out">
        ${leftOut.slice(0, FAULTS_SHOWN).map((sentence) => html`<li>${prose(sentence)}</li>`)}
        ${more > 0 ? html`<li>${t.moreLeftOut(more)}</li>` : nothing}
      </ul>
      ${equal > 0 ? html`<p>${t.equal(equal)}</p>` : nothing}
      ${count === 0 && !refusal ? html`<p>${t.nothingToImport}</p>` : nothing}
      <p class="fields">
        ${count > 0 && equal === 0 ? button('import-now', t.importNow(count), 'both') : nothing}
        ${count > 0 && equal > 0 ? html`${button('import-now', t.keepBoth, 'both')}${button('import-replace', t.replaceSaved, 'replace')}` : nothing}
        <button id="import-close" @click=${() => this.actions.forget()}>${count > 0 ? t.cancel : t.close}</button>
      </p>
    </div>`;
  }
}

if (!customElements.get('exchange-log-saved')) customElements.define('exchange-log-saved', SavedDialog);
