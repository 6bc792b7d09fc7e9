import { type Accessor, createContext, createSignal, type JSX, useContext } from "solid-js";

/** A file dropped on some page on its way to New run. */
interface DroppedFile {
  readonly file: Accessor<File | undefined>;
  readonly put: (file: File | undefined) => void;
}

const DroppedFileContext = createContext<DroppedFile>();

export function DroppedFileProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const [file, setFile] = createSignal<File>();
  return (
    <DroppedFileContext.Provider value={{ file, put: (next) => setFile(() => next) }}>
      {props.children}
    </DroppedFileContext.Provider>
  );
}

export function useDroppedFile(): DroppedFile {
  const dropped = useContext(DroppedFileContext);
  if (!dropped) throw new Error("useDroppedFile needs a DroppedFileProvider around it");
  return dropped;
}
