/** The browser asks for as little traffic as can be. */
export function isDataSaver(): boolean {
  return (
    (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true
  );
}
