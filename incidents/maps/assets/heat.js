/* Where incidents crowd, as a surface; what is less exact than a town has no part in it. */
(function (parts) {
  "use strict";

  const STEP = 4; // pixels of the screen to one of the surface
  const REACH = 6; // of the surface's pixels; a spot's warmth ends there
  const KERNEL = kernel();
  // From few to most: sequential, told apart with any colour vision.
  const RAMPS = {
    light: [[253, 231, 140, 0], [252, 200, 100, 150], [240, 120, 60, 195], [165, 30, 90, 215],
      [70, 10, 80, 225]],
    dark: [[90, 40, 120, 0], [120, 40, 130, 150], [205, 70, 90, 195], [250, 150, 60, 215],
      [252, 240, 165, 230]],
  };

  function kernel() {
    const side = 2 * REACH + 1;
    return Float32Array.from({ length: side * side }, (_, at) => {
      const [x, y] = [(at % side) - REACH, Math.floor(at / side) - REACH];
      const share = (x * x + y * y) / (REACH * REACH);
      return share < 1 ? (1 - share) ** 2 : 0;
    });
  }

  /* A ramp's colour at a share from 0 to 1: red, green, blue, opacity. */
  function shade(ramp, share) {
    const at = Math.min(ramp.length - 1.0001, share * (ramp.length - 1));
    const [low, high] = [ramp[Math.floor(at)], ramp[Math.floor(at) + 1]];
    return low.map((part, band) => part + (high[band] - part) * (at % 1));
  }

  /* The warmth of every pixel of the surface, from spots with x, y and n. */
  function warmth(spots, { width, height }, { min }) {
    const found = new Float32Array(width * height);
    for (const { x, y, n } of spots) {
      const [column, row] = [Math.round((x - min.x) / STEP), Math.round((y - min.y) / STEP)];
      for (let down = -REACH; down <= REACH; down += 1) {
        const line = row + down;
        if (line < 0 || line >= height) continue;
        for (let across = -REACH; across <= REACH; across += 1) {
          const at = column + across;
          if (at < 0 || at >= width) continue;
          found[line * width + at] += n * KERNEL[(down + REACH) * (2 * REACH + 1) + across + REACH];
        }
      }
    }
    return found;
  }

  /* Paints the surface; what crowds most in view takes the ramp's end. */
  function paint(context, bounds, spots, dark) {
    const size = bounds.getSize();
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.ceil(size.x / STEP));
    canvas.height = Math.max(1, Math.ceil(size.y / STEP));
    const warm = warmth(spots, canvas, bounds);
    const most = warm.reduce((best, one) => Math.max(best, one), 0);
    if (!most) return;
    const inner = canvas.getContext("2d");
    const picture = inner.createImageData(canvas.width, canvas.height);
    const scale = Math.log1p(most);
    warm.forEach((one, at) => {
      if (one) picture.data.set(shade(rampOf(dark), Math.log1p(one) / scale), at * 4);
    });
    inner.putImageData(picture, 0, 0);
    context.drawImage(canvas, bounds.min.x, bounds.min.y, canvas.width * STEP,
      canvas.height * STEP);
  }

  const rampOf = (dark) => (dark ? RAMPS.dark : RAMPS.light);

  /* The ramp as the legend shows it, `width` pixels across around the origin. */
  function sample(context, width, dark) {
    for (let at = 0; at < width; at += 1) {
      const [red, green, blue, alpha] = shade(rampOf(dark), (at + 1) / width);
      context.fillStyle = `rgba(${red},${green},${blue},${alpha / 255})`;
      context.fillRect(at - width / 2, -6, 1, 12);
    }
  }

  parts.heat = { paint, sample };
})(window.incidentsMap.parts);
