/** Files that are compiled in as text: the build and the test runner turn them into modules. */
declare module "*?text" {
  const text: string;
  export default text;
}
