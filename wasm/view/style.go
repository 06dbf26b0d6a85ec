package view

// stylesheet is how the picture looks. The same text is the second part of
// site/scene.css; posters, which must look right alone, have it worked into their
// attributes. So it keeps to what [inline] understands: selectors of classes and
// descendants, later rules over earlier ones, no shorthand that SVG does not have.
const stylesheet = `
.scene .paper { fill: var(--paper) }
.scene { font-family: var(--sans); font-size: 12px }
.scene text { fill: var(--ink) }
.scene .sym { fill: none; stroke: var(--ink); stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }
.scene .name { font-size: 13px; font-weight: 600 }
.scene .sub { fill: var(--soft) }
.scene .mono { font-family: var(--mono); font-size: 11.5px }
.scene .mid { text-anchor: middle }
.scene .small { font-size: 11.5px }
.scene .faint { fill: var(--faint); font-size: 11px }

.scene .zone .box { fill: var(--zone); stroke: var(--line) }
.scene .zone .caption { fill: var(--soft) }
.scene .zone.outer .box { fill: none; stroke: var(--ghost); stroke-dasharray: 2 5; stroke-linecap: round }
.scene .site .box { fill: none; stroke: var(--soft); stroke-dasharray: 6 3 }
.scene .vpc .box { fill: var(--vpc); stroke: var(--soft); stroke-width: 1.5 }
.scene .band .rule { fill: none; stroke: var(--hair) }
.scene .subnet .box { fill: var(--iso); stroke: var(--line) }
.scene .subnet.pub .box { fill: var(--pub) }
.scene .subnet.priv .box { fill: var(--priv) }
.scene .subnet .note { fill: var(--soft) }
.scene .subnet.pub .note { fill: var(--go) }

.scene .tether { fill: none; stroke: var(--ghost); stroke-width: 1.5; stroke-dasharray: 0.1 5; stroke-linecap: round }
.scene .tether.lit { stroke: none }

.scene .shape .body { fill: var(--panel); stroke: var(--line) }
.scene .shape .core { fill: var(--panel); stroke: var(--ink); stroke-width: 1.5 }
.scene .shape .halo { fill: none; stroke: var(--vpc); stroke-width: 5; stroke-linejoin: round }
.scene .shape .halo.outside { stroke: var(--zone) }
.scene .gate .body { stroke: var(--ghost); stroke-width: 1.5 }
.scene .interface .plain { fill: var(--panel); stroke: var(--ghost); stroke-width: 1.5; stroke-dasharray: 3 3 }
.scene .interface .disc { fill: var(--panel); stroke: none }
.scene .ring { fill: none; stroke-width: 2 }
.scene .ring-1 { stroke: var(--ring-1) }
.scene .ring-2 { stroke: var(--ring-2) }
.scene .ring-3 { stroke: var(--ring-3) }
.scene .ring-4 { stroke: var(--ring-4) }
.scene .ring-5 { stroke: var(--ring-5) }
.scene .ring-6 { stroke: var(--ring-6) }
.scene .group .stamp { fill: var(--panel); stroke-width: 1.5 }
.scene .fill-1 { fill: var(--ring-1) }
.scene .fill-2 { fill: var(--ring-2) }
.scene .fill-3 { fill: var(--ring-3) }
.scene .fill-4 { fill: var(--ring-4) }
.scene .fill-5 { fill: var(--ring-5) }
.scene .fill-6 { fill: var(--ring-6) }
.scene .key .body { stroke: var(--ghost) }
.scene .key .sym { stroke: var(--soft); stroke-width: 1.7 }
.scene .pill .body { fill: var(--panel); stroke: var(--ghost) }
.scene .pill text { fill: var(--soft); font-size: 10.5px }
.scene .off .body { stroke: var(--ghost); stroke-dasharray: 3 3 }
.scene .off .sym { stroke: var(--ghost) }
.scene .off .name { fill: var(--soft) }

.scene .lit .body { stroke: var(--accent); stroke-width: 1.5 }
.scene .lit .plain { stroke: var(--accent) }
.scene .beyond .body { stroke: var(--ghost); stroke-width: 1.5; stroke-dasharray: 4 4 }
.scene .refused .body { stroke: var(--stop); stroke-width: 2; stroke-dasharray: none }
.scene .refused .plain { stroke: var(--stop); stroke-width: 2; stroke-dasharray: none }
.scene .refused .stamp { stroke: var(--stop); stroke-width: 2.5 }
.scene .reached .body { stroke: var(--go); stroke-width: 2 }

.scene .route .call { fill: none; stroke: var(--accent); stroke-width: 4; stroke-linecap: round; stroke-linejoin: round }
.scene .route .tube { fill: none; stroke: var(--panel); stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round }
.scene .route .ahead { fill: none; stroke: var(--ghost); stroke-width: 2.5; stroke-dasharray: 6 6; stroke-linecap: round; stroke-linejoin: round }
.scene .route .reply { fill: none; stroke: var(--accent); stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }
.scene .hop .dot { fill: var(--accent); stroke: var(--panel); stroke-width: 1.5 }
.scene .hop text { fill: var(--panel); font-size: 11px; font-weight: 700; text-anchor: middle }
.scene .hop .mark { fill: none; stroke: var(--panel); stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round }
.scene .hop.halt .dot { fill: var(--stop) }
.scene .hop.unsure .dot { fill: var(--soft) }
.scene .hop.done .dot { fill: var(--go) }
.scene .hop.ahead .dot { fill: var(--panel); stroke: var(--ghost); stroke-dasharray: 2 2 }
.scene .hop.ahead text { fill: var(--soft) }
.scene .hop.ahead .mark { stroke: var(--stop) }
.scene .hop.here .dot { stroke: var(--ink); stroke-width: 2.5 }
.scene .callout .body { fill: var(--stop-wash); stroke: var(--stop); stroke-width: 1; stroke-opacity: .3; stroke-linejoin: round }
.scene .callout.unsure .body { fill: var(--hair); stroke: var(--soft) }
.scene .callout .caption { fill: var(--stop); font-size: 13px; font-weight: 600 }
.scene .callout.unsure .caption { fill: var(--ink) }
`

// overlaystyle is how the means of editing look. Posters have none of them.
const overlaystyle = `
.scene { display: block; width: 100%; height: 100%; touch-action: none; user-select: none; background: var(--paper) }
.scene.far .sub, .scene.far .note, .scene.far .pill, .scene.far .faint { display: none }
.scene.farther text { display: none }
.scene.far .tether { stroke-dasharray: none; stroke-width: 1; stroke-opacity: .5 }
.scene .hops text, .scene .callout text { display: inline }
.scene .lifted { filter: drop-shadow(0 3px 8px rgb(0 0 0 / .25)) }
.scene .tentative .call { stroke-opacity: .75 }
.scene .overlay .selected { fill: none; stroke: var(--accent); stroke-width: 2 }
.scene .overlay .focus { fill: none; stroke: var(--ink); stroke-width: 2; stroke-dasharray: 2 3 }
.scene .overlay .hover { fill: none; stroke: var(--accent); stroke-width: 1; stroke-opacity: .6 }
.scene .overlay .handle { fill: var(--panel); stroke: var(--accent); stroke-width: 1.5 }
.scene .overlay .drop { fill: var(--accent); fill-opacity: .08; stroke: var(--accent); stroke-width: 2 }
.scene .overlay .drop.no { fill: var(--stop); stroke: var(--stop); stroke-dasharray: 5 4 }
.scene .overlay .marquee { fill: var(--accent); fill-opacity: .08; stroke: var(--accent); stroke-width: 1 }
.scene .overlay .guide { stroke: var(--accent); stroke-width: 1; stroke-dasharray: 4 3 }
.scene .overlay .wire { fill: none; stroke: var(--accent); stroke-width: 2; stroke-dasharray: 5 4 }
.scene .overlay .wire.no { stroke: var(--stop) }
.scene .overlay .phantom .body { fill: var(--panel); fill-opacity: .85; stroke: var(--accent); stroke-width: 1.5 }
.scene .overlay .phantom.no .body { stroke: var(--stop); stroke-dasharray: 5 4 }
.scene .overlay .reason .body { fill: var(--stop-wash) }
.scene .overlay .reason text { fill: var(--stop); font-size: 12px }
`
