// j and k walk through what was found; on a narrow screen the facets begin folded.
import { on } from "./frame.js";

const sentences = [...document.querySelectorAll(".hits .sentence a")];

function walk(step) {
  const at = sentences.indexOf(document.activeElement);
  const next = sentences[at < 0 ? (step > 0 ? 0 : sentences.length - 1) : Math.min(Math.max(at + step, 0), sentences.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

on("j", () => walk(1));
on("k", () => walk(-1));

const facets = document.querySelector(".facets");
if (facets && matchMedia("(max-width: 900px)").matches) facets.open = false;
