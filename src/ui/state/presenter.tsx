import { type Accessor, createSignal, type JSX, onCleanup } from "solid-js";

import { Button } from "../kit/button.tsx";
import { createCommands } from "./commands.tsx";

interface Presenter {
  readonly isOn: Accessor<boolean>;
  readonly toggle: () => void;
  /** So much of the window’s height while it is on, whatever window that is by now. */
  readonly height: (share: number) => number | undefined;
}

/** Pages that can be shown to many: going from one to another does not end it. */
const canPresent = /^#\/(?:learn\/|compare\b)/;

/** A page shown to many, larger and without the frame, until it is switched off or left for one that cannot be. */
export function createPresenter(group: string): Presenter {
  const root = document.documentElement;
  const [isOn, setOn] = createSignal(root.dataset["presenter"] === "on");
  const present = (on: boolean): void => {
    setOn(on);
    if (on) root.dataset["presenter"] = "on";
    else delete root.dataset["presenter"];
  };
  const toggle = (): void => present(!isOn());
  const [windowHeight, setWindowHeight] = createSignal(innerHeight);
  const measure = (): void => void setWindowHeight(innerHeight);
  addEventListener("resize", measure);
  onCleanup(() => removeEventListener("resize", measure));
  onCleanup(() => canPresent.test(location.hash) || present(false));
  createCommands(() => [
    {
      id: "present",
      title: isOn() ? "End the presentation" : "Present: larger, without the frame",
      group,
      key: "p",
      run: toggle,
    },
  ]);
  return { isOn, toggle, height: (share) => (isOn() ? windowHeight() * share : undefined) };
}

/** The switch of the presenter's mode, with its key. */
export function PresentSwitch(props: { readonly presenter: Presenter }): JSX.Element {
  return (
    <p class="hide-s">
      <Button link pressed={props.presenter.isOn()} onClick={props.presenter.toggle}>
        {props.presenter.isOn() ? "End the presentation" : "Present"}
      </Button>{" "}
      <kbd>P</kbd>
    </p>
  );
}
