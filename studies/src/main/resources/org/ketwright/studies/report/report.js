"use strict";
// Draws the charts of the page from their numbers, follows light and dark, and exports SVG and PNG.
(function () {
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const symbols = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle"];
  const themes = {
    light: {
      ink: "#1c2430", quiet: "#5b6675", line: "#e3e7eb", panel: "#ffffff",
      colors: ["#0b62a4", "#d1540a", "#0a8f6a", "#b0529a", "#8a6a00", "#3aa0d8", "#70757d"],
      ramp: ["#f4f7fb", "#c9dcef", "#8ab8de", "#3f86c2", "#0b4f8a"],
    },
    dark: {
      ink: "#e4e8ed", quiet: "#9aa5b3", line: "#2c343e", panel: "#1a1f26",
      colors: ["#6db3f2", "#ff9b5e", "#4fd1a5", "#e39bd2", "#e0bd4c", "#9adcf7", "#aab1bb"],
      ramp: ["#1f2833", "#24415f", "#2f6597", "#4d93cf", "#a5d2f7"],
    },
  };
  const font = getComputedStyle(document.body).fontFamily;

  function bare(value, format) {
    let text;
    if (format === "PERCENT") {
      text = (value * 100).toFixed(1);
    } else if (format === "COUNT") {
      text = Math.round(value).toLocaleString("en-US");
    } else if (format === "FIXED") {
      text = value.toFixed(3);
    } else {
      text = String(Number(value.toPrecision(4)));
    }
    return signed(text);
  }

  // A zero has no sign, and a minus is as wide as a digit.
  function signed(text) {
    return /^-[0.]+$/.test(text) ? text.slice(1) : text.replaceAll("-", "\u2212");
  }

  function written(value, format) {
    return bare(value, format) + (format === "PERCENT" ? " %" : "");
  }

  function tick(format) {
    return (value) => format === "PERCENT" ? Number((value * 100).toPrecision(3)) + " %"
      : format === "COUNT" ? bare(value, format) : signed(String(Number(value.toPrecision(4))));
  }

  // A number as words for a tooltip; the reason where there is none.
  function words(quantity, format) {
    if (quantity.type === "NotRun") {
      return "not run: " + quantity.reason;
    }
    let text = written(quantity.value, format);
    if (quantity.type === "Claimed") {
      return text + " (claimed, " + quantity.where + ")";
    }
    if (quantity.interval) {
      text += " (" + bare(quantity.interval.low, format) + " to " + written(quantity.interval.high, format) + ")";
    }
    return quantity.n > 1 ? text + ", n = " + quantity.n : text;
  }

  function escaped(text) {
    return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" })[c]);
  }

  const has = (quantity) => quantity.type !== "NotRun";
  const low = (quantity) => quantity.interval ? quantity.interval.low : quantity.value;
  const high = (quantity) => quantity.interval ? quantity.interval.high : quantity.value;

  function axis(spec, theme, rest) {
    return Object.assign({
      type: "value", name: spec.name, nameLocation: "middle", min: spec.low ?? undefined, max: spec.high ?? undefined,
      scale: spec.low === null && spec.high === null,
      nameTextStyle: { color: theme.quiet, fontSize: 13 },
      axisLabel: { color: theme.quiet, fontSize: 12, formatter: tick(spec.format), hideOverlap: true },
      axisLine: { show: true, lineStyle: { color: theme.quiet } }, axisTick: { show: false },
      splitLine: { lineStyle: { color: theme.line } },
    }, rest);
  }

  // How much room a legend needs below the axis and its name: as many rows as its names fill.
  function room(names, mark, width) {
    let count = 1;
    let used = 0;
    for (const name of names) {
      const wide = name.length * 6.6 + mark + 19;
      if (used > 0 && used + wide > width) {
        count += 1;
        used = 0;
      }
      used += wide;
    }
    return 20 * count + 8;
  }

  function base(theme, width, legend, mark) {
    return {
      backgroundColor: "transparent", color: theme.colors, animation: false,
      textStyle: { fontFamily: font, color: theme.ink },
      grid: { left: 64, right: 20, top: 16, bottom: 48 + (legend ? room(legend, mark || 11, width) : 8) },
      legend: legend ? {
        bottom: 0, type: "plain", data: legend, itemGap: 14, itemWidth: mark || 11, itemHeight: 10,
        textStyle: { color: theme.ink, fontSize: 12 }, inactiveColor: theme.line,
      } : undefined,
      tooltip: {
        confine: true, backgroundColor: theme.panel, borderColor: theme.line,
        textStyle: { color: theme.ink, fontSize: 13 },
      },
    };
  }

  // A shaded area between the ends of the intervals, one polygon for each stretch without a gap.
  function band(line, color, opacity) {
    const stretches = [[]];
    for (const point of line.points) {
      if (has(point.y) && point.y.interval) {
        stretches[stretches.length - 1].push(point);
      } else {
        stretches.push([]);
      }
    }
    const data = stretches.filter((s) => s.length > 1);
    return {
      type: "custom", name: line.name, silent: true, clip: true, z: 1, tooltip: { show: false },
      itemStyle: { color: color },
      data: data.map((_, i) => [i]), encode: { x: -1, y: -1 },
      renderItem: (params, api) => {
        const stretch = data[params.dataIndex];
        const points = stretch.map((p) => api.coord([p.x, high(p.y)]))
          .concat(stretch.slice().reverse().map((p) => api.coord([p.x, low(p.y)])));
        return { type: "polygon", shape: { points: points }, style: { fill: color, opacity: opacity } };
      },
    };
  }

  // Nothing to see: makes axes reach as far as the intervals do.
  function corners(points) {
    return { type: "scatter", symbolSize: 0, silent: true, tooltip: { show: false }, data: points };
  }

  // Whiskers at [position, low, high], upright or lying.
  function whiskers(name, data, color, upright, shift) {
    return {
      type: "custom", name: name, silent: true, z: 4, tooltip: { show: false }, data: data,
      itemStyle: { color: color }, encode: { x: -1, y: -1 },
      renderItem: (params, api) => {
        const item = data[params.dataIndex];
        const at = (v) => upright ? api.coord([item[0], v]) : api.coord([v, item[0]]);
        const [a, b] = [at(item[1]), at(item[2])];
        const move = shift ? shift(api) : 0;
        const bar = (x1, y1, x2, y2) => ({
          type: "line", shape: { x1: x1 + move, y1: y1, x2: x2 + move, y2: y2 },
          style: { stroke: color, lineWidth: 1.2 },
        });
        const children = upright
          ? [bar(a[0], a[1], b[0], b[1]), bar(a[0] - 4, a[1], a[0] + 4, a[1]), bar(b[0] - 4, b[1], b[0] + 4, b[1])]
          : [bar(a[0], a[1], b[0], b[1]), bar(a[0], a[1] - 4, a[0], a[1] + 4), bar(b[0], b[1] - 4, b[0], b[1] + 4)];
        return { type: "group", children: children };
      },
    };
  }

  // A color and a mark for each group of curves; beyond the last color they go on with other marks.
  function looks(chart, theme) {
    const groups = [...new Set(chart.lines.map((line) => line.group))];
    const count = theme.colors.length;
    return chart.lines.map((line) => {
      const i = groups.indexOf(line.group);
      return { color: theme.colors[i % count], symbol: symbols[(i + Math.floor(i / count)) % symbols.length] };
    });
  }

  function lines(chart, theme, width) {
    const option = base(theme, width, chart.lines.map((line) => line.name), 24);
    const look = looks(chart, theme);
    option.xAxis = axis(chart.x, theme, { nameGap: 30, splitLine: { show: false } });
    option.yAxis = axis(chart.y, theme, { nameGap: 48 });
    option.tooltip.trigger = "axis";
    option.tooltip.formatter = (items) => {
      const x = items[0].value[0];
      const rows = chart.lines.flatMap((line, i) => line.points.filter((p) => p.x === x)
        .map((p) => "<span style=\"color:" + look[i].color + "\">\u25cf</span> "
          + escaped(line.name) + ": " + escaped(words(p.y, chart.y.format))));
      return "<b>" + escaped(chart.x.name) + " " + written(x, chart.x.format) + "</b><br>" + rows.join("<br>");
    };
    option.series = chart.lines.flatMap((line, i) => {
      const color = look[i].color;
      return [{
        type: "line", name: line.name, z: 3, symbol: look[i].symbol, symbolSize: 7,
        lineStyle: { width: 2, color: color, type: line.isReference ? "dashed" : "solid" }, itemStyle: { color: color },
        data: line.points.map((p) => [p.x, has(p.y) ? p.y.value : null]), connectNulls: false,
      }, band(line, color, 0.2 / Math.sqrt(chart.lines.length))];
    });
    option.series.push(corners(chart.lines.flatMap((line) => line.points.filter((p) => has(p.y))
      .flatMap((p) => [[p.x, low(p.y)], [p.x, high(p.y)]]))));
    return option;
  }

  function bars(chart, theme, width) {
    const many = chart.bars.length > 1;
    const option = base(theme, width, many ? chart.bars.map((s) => s.name) : null);
    const slant = tilted(chart.categories);
    option.xAxis = axis({ name: "", format: "GENERAL", low: null, high: null }, theme, {
      type: "category", data: chart.categories, splitLine: { show: false },
      axisLabel: { color: theme.ink, fontSize: 12, interval: 0, hideOverlap: false, rotate: slant.angle },
    });
    option.yAxis = axis(chart.y, theme, { nameGap: 48, scale: false });
    option.grid.bottom = (many ? 12 + room(chart.bars.map((s) => s.name), 11, width) : 6) + slant.room;
    option.tooltip.formatter = (item) => escaped(chart.categories[item.dataIndex]) + (many ? "<br>"
      + escaped(item.seriesName) : "") + ": "
      + escaped(words(chart.bars.find((s) => s.name === item.seriesName).values[item.dataIndex], chart.y.format));
    const count = chart.bars.length;
    option.series = chart.bars.flatMap((series, i) => {
      const color = theme.colors[i % theme.colors.length];
      const data = series.values.map((q, c) => has(q) && q.interval ? [c, low(q), high(q)] : null)
        .filter((d) => d !== null);
      return [{
        type: "bar", name: series.name, itemStyle: { color: color }, barCategoryGap: "36%", barGap: "12%",
        barMaxWidth: 56, data: series.values.map((q) => has(q) ? q.value : null),
      }, whiskers(series.name, data, theme.ink, true, (api) => {
        const layout = api.barLayout({ barCategoryGap: "36%", barGap: "12%", barMaxWidth: 56, count: count })[i];
        return layout.offsetCenter;
      })];
    });
    return option;
  }

  // Names that would run into each other are tilted; room is what they need below the axis.
  function tilted(names) {
    const longest = Math.max(...names.map((n) => n.length)) * 7;
    return longest * names.length > 330 ? { angle: 35, room: Math.round(longest * 0.58) + 26 } : { angle: 0, room: 30 };
  }

  function heat(chart, theme, across) {
    const option = base(theme, across, null);
    const all = chart.values.flat().filter(has).map((q) => q.value);
    const min = chart.scale.low ?? (all.length ? Math.min(...all) : 0);
    const max = chart.scale.high ?? (all.length ? Math.max(...all) : 1);
    const label = { color: theme.ink, fontSize: 12, interval: 0 };
    const names = { type: "category", splitArea: { show: false }, axisTick: { show: false }, axisLine: { show: false },
      axisLabel: label, nameTextStyle: { color: theme.quiet, fontSize: 13 }, nameLocation: "middle" };
    const width = Math.max(...chart.rows.map((r) => r.length)) * 7 + 24;
    const slant = tilted(chart.columns);
    option.xAxis = Object.assign({ data: chart.columns, name: chart.columnsName, nameGap: slant.room }, names,
      { axisLabel: Object.assign({}, label, { rotate: slant.angle }) });
    option.yAxis = Object.assign({ data: chart.rows, inverse: true, name: chart.rowsName, nameGap: width }, names);
    option.grid = { left: width + 26, right: 84, top: 10, bottom: slant.room + 22 };
    option.tooltip.formatter = (item) => escaped(chart.rowsName + " " + chart.rows[item.value[1]] + ", "
      + chart.columnsName + " " + chart.columns[item.value[0]]) + "<br>"
      + escaped(words(chart.values[item.value[1]][item.value[0]], chart.scale.format));
    option.visualMap = {
      min: min, max: max === min ? min + 1 : max, calculable: false, orient: "vertical", right: 0, top: "middle",
      itemHeight: 150, itemWidth: 12, inRange: { color: theme.ramp }, textStyle: { color: theme.quiet },
      text: [written(max, chart.scale.format), written(min, chart.scale.format)],
    };
    option.series = [{
      type: "heatmap", itemStyle: { borderColor: theme.panel, borderWidth: 2 },
      data: chart.values.flatMap((row, r) => row.map((q, c) => has(q) ? {
        value: [c, r, q.value],
        label: { show: true, fontSize: 12, formatter: bare(q.value, chart.scale.format),
          color: (q.value - min) / (max - min || 1) > 0.55 ? (theme === themes.dark ? "#10151b" : "#ffffff")
            : theme.ink },
      } : { value: [c, r, "-"], label: { show: false } })),
    }];
    return option;
  }

  function scatter(chart, theme, width) {
    const option = base(theme, width, chart.groups.length > 1 ? chart.groups.map((g) => g.name) : null);
    option.xAxis = axis(chart.x, theme, { nameGap: 30 });
    option.yAxis = axis(chart.y, theme, { nameGap: 48 });
    option.tooltip.formatter = (item) => "<b>" + escaped(item.data.dot.label) + "</b><br>"
      + escaped(chart.x.name) + ": " + escaped(words(item.data.dot.x, chart.x.format)) + "<br>" + escaped(chart.y.name) + ": "
      + escaped(words(item.data.dot.y, chart.y.format));
    const all = chart.groups.flatMap((group) => group.dots).length;
    option.series = chart.groups.flatMap((group, i) => {
      const color = theme.colors[i % theme.colors.length];
      const dots = group.dots.filter((d) => has(d.x) && has(d.y));
      return [{
        type: "scatter", name: group.name, symbol: symbols[i % symbols.length], symbolSize: 11, z: 5,
        itemStyle: { color: color, opacity: 0.9 },
        data: dots.map((d) => ({ value: [d.x.value, d.y.value], dot: d })),
        label: { show: all <= 12, formatter: (item) => item.data.dot.label, position: "right", distance: 5,
          color: theme.quiet, fontSize: 11 },
        labelLayout: { hideOverlap: true, dy: -9 },
      },
      whiskers(group.name, dots.filter((d) => d.y.interval).map((d) => [d.x.value, low(d.y), high(d.y)]), color, true),
      whiskers(group.name, dots.filter((d) => d.x.interval).map((d) => [d.y.value, low(d.x), high(d.x)]), color, false),
      corners(dots.flatMap((d) => [[low(d.x), low(d.y)], [high(d.x), high(d.y)]]))];
    });
    return option;
  }

  const draw = { Lines: lines, Bars: bars, HeatMap: heat, Scatter: scatter };

  function option(chart, theme, width) {
    return draw[chart.type](chart, theme, width);
  }

  const shown = charts.map((chart, i) => echarts.init(document.getElementById("chart-" + i), null,
    { renderer: "svg" }));

  function redraw(theme) {
    shown.forEach((instance, i) => {
      instance.resize();
      instance.setOption(option(charts[i], theme, instance.getWidth()), true);
    });
  }

  // Draws a chart apart from the page, always light, with its title.
  function apart(index, renderer, then) {
    const place = document.createElement("div");
    place.style.cssText = "position:absolute;left:-9999px;width:880px;height:540px";
    document.body.append(place);
    const instance = echarts.init(place, null, { renderer: renderer, width: 880, height: 540 });
    const spec = option(charts[index], themes.light, 880);
    spec.backgroundColor = "#ffffff";
    spec.title = { text: charts[index].title, left: "center", top: 10,
      textStyle: { fontFamily: font, fontSize: 17, color: themes.light.ink } };
    spec.grid.top = 52;
    instance.setOption(spec);
    const result = then(instance);
    instance.dispose();
    place.remove();
    return result;
  }

  function exported(index, format) {
    return format === "svg"
      ? apart(index, "svg", (c) => new Blob([c.renderToSVGString()], { type: "image/svg+xml" }))
      : apart(index, "canvas", (c) => {
        const bytes = atob(c.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: "#ffffff" }).split(",")[1]);
        return new Blob([Uint8Array.from(bytes, (b) => b.charCodeAt(0))], { type: "image/png" });
      });
  }

  document.querySelectorAll("button[data-chart]").forEach((button) => button.addEventListener("click", () => {
    const index = Number(button.dataset.chart);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(exported(index, button.dataset.format));
    link.download = document.getElementById("chart-" + index).dataset.name + "." + button.dataset.format;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }));

  const again = () => redraw(dark.matches ? themes.dark : themes.light);
  again();
  dark.addEventListener("change", again);
  new ResizeObserver(again).observe(document.querySelector("main"));
  window.addEventListener("beforeprint", () => redraw(themes.light));
  window.addEventListener("afterprint", again);
})();
