/** The bill of materials of a release, in CycloneDX's JSON: what the page contains, not what it is built or tested with. */
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';

const { Component, LicenseExpression, Bom } = Models;

/** The package URL (ECMA-427) of a component. */
function packageUrl({ registry, name, version }) {
  const type = { cargo: 'cargo', npm: 'npm', rust: 'generic' }[registry];
  return `pkg:${type}/${name.replace('@', '%40')}@${version}`;
}

function bomComponent(component) {
  const purl = packageUrl(component);
  const { name, version, digest } = component;
  const result = new Component(Enums.ComponentType.Library, name, { bomRef: purl, purl, version });
  result.licenses.add(new LicenseExpression(component.licence));
  if (digest) result.hashes.set(digest.algorithm, digest.hex);
  return result;
}

/**
 * The bill as text. `components` are those of `components.json`. It has neither a time nor a serial number, so that the
 * same commit always yields the same bytes.
 */
export function billOfMaterials(components, { version, commit }) {
  const bom = new Bom();
  const product = new Component(Enums.ComponentType.Application, 'exchange-log-viewer', {
    bomRef: 'exchange-log-viewer',
    version,
  });
  product.licenses.add(new LicenseExpression('MIT OR Apache-2.0'));
  product.properties.add(new Models.Property('commit', commit));
  bom.metadata.component = product;
  for (const component of components.map(bomComponent)) {
    bom.components.add(component);
    product.dependencies.add(component.bomRef);
  }
  const normaliser = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(normaliser).serialize(bom, { sortLists: true, space: 2 })}\n`;
}
