/* The map of the directory: own vector regions, no tiles, nobody else's server. The list below has the same places. */
(() => {
  "use strict";
  const box = document.getElementById("directory-map");
  if (!box || !window.L) return;

  const json = (url) =>
    fetch(url, { credentials: "same-origin" }).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });

  const popup = (place) => {
    const body = document.createElement("div");
    const title = document.createElement("b");
    title.textContent = place.name;
    const list = document.createElement("ul");
    for (const actor of place.actors) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = actor.url;
      link.textContent = actor.name;
      item.append(link);
      list.append(item);
    }
    body.append(title, list);
    if (place.count > place.actors.length) {
      const more = document.createElement("p");
      more.textContent = box.dataset.more.replace("{number}", String(place.count - place.actors.length));
      body.append(more);
    }
    return body;
  };

  const dot = (place) => {
    const [lon, lat] = place.point;
    const marker = L.circleMarker([lat, lon], {
      radius: Math.min(5 + 2.5 * Math.log2(place.count), 18),
      className: "pw-leaflet__dot",
    });
    marker.bindPopup(() => popup(place), { maxHeight: 240 });
    marker.bindTooltip(`${place.name} (${place.count})`);
    marker.on("add", () => {
      const shape = marker.getElement();
      shape.setAttribute("tabindex", "0");
      shape.setAttribute("role", "button");
      shape.setAttribute("aria-label", `${place.name} (${place.count})`);
      shape.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          marker.openPopup();
        }
      });
    });
    return marker;
  };

  const draw = ([regions, found]) => {
    box.hidden = false;
    const map = L.map(box, { attributionControl: false, zoomControl: false, minZoom: 4, maxZoom: 10, zoomSnap: 0.25 });
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
    const land = L.geoJSON(regions, { interactive: false, style: () => ({ className: "pw-leaflet__land" }) }).addTo(map);
    const dots = L.featureGroup(found.places.map(dot)).addTo(map);
    const bounds = dots.getLayers().length ? dots.getBounds().pad(0.15) : land.getBounds();
    map.fitBounds(bounds, { maxZoom: 7 });
  };

  Promise.all([json(box.dataset.regions), json(box.dataset.points)])
    .then(draw)
    .catch(() => {
      const note = document.createElement("p");
      note.textContent = box.dataset.failed;
      box.replaceWith(note);
    });
})();
