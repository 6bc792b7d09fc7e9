import { useToast } from "./toast.tsx";

/** Puts a text on the clipboard and says so; where the browser does not allow it, says what to do instead. */
export function useCopy(): (text: string, said: string) => Promise<boolean> {
  const tell = useToast();
  return (text, said) =>
    navigator.clipboard.writeText(text).then(
      () => {
        tell({ text: said });
        return true;
      },
      () => {
        tell({ text: "The browser did not allow copying. Mark the text and copy it yourself.", isBad: true });
        return false;
      },
    );
}
