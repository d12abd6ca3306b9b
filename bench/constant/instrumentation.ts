/** Nothing to start; without this file Next takes the product's own. */
export function register(): void {}
