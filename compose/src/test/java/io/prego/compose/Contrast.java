package io.prego.compose;

/** Measures how well text can be read, as WCAG 2.2 (1.4.3) defines it; 4.5 is enough for text of any size. */
final class Contrast {

    /** The lowest ratio between the colour of a text that is shown and the ground that it stands on. */
    static final String WEAKEST = """
        (() => {
          const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
          const luminance = ([r, g, b]) => {
            const linear = [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
          };
          const ground = (element) => {
            for (let it = element; it; it = it.parentElement) {
              const colour = channels(getComputedStyle(it).backgroundColor);
              if (colour.length === 3 || colour[3] > 0) { return colour; }
            }
            return [255, 255, 255];
          };
          const ratios = [...document.querySelectorAll("body *")]
            .filter((it) => it.checkVisibility() && [...it.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
            .map((it) => [luminance(channels(getComputedStyle(it).color)), luminance(ground(it))].sort((a, b) => b - a))
            .map(([lighter, darker]) => (lighter + 0.05) / (darker + 0.05));
          return Math.min(...ratios);
        })()
        """;

    private Contrast() {}
}
