// What the bundler makes of an import that is no module: a style sheet, the address of a file or of a worker, the modules of a folder.
interface ImportMeta {
  glob(pattern: string, options: { readonly eager: true }): Readonly<Record<string, object>>;
}
declare module '*.css';
declare module '*?worker&url' {
  const address: string;
  export default address;
}
declare module '*?url' {
  const address: string;
  export default address;
}
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  const icon: import('@tabler/icons-react').Icon;
  export default icon;
}
