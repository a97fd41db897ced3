package dev.reprise.sim.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Colours of materials. Pictures are not loaded; only their names are checked. */
final class Materials {
    private static final Rgba WHITE = new Rgba(1, 1, 1, 1);

    private final Names names = new Names("material");
    private final Map<Integer, Rgba> colours = new HashMap<>();

    Materials(XmlElement root, Defaults defaults) {
        List<XmlElement> assets = root.children("asset");
        Names textures = new Names("texture");
        for (XmlElement asset : assets) {
            for (XmlElement texture : asset.children("texture")) {
                Attributes a = Attributes.of(texture);
                textures.add(a.name().isEmpty() ? stem(a) : a.name(), a);
            }
        }
        for (XmlElement asset : assets) {
            for (XmlElement material : asset.children("material")) {
                Attributes a = defaults.of(material, "");
                if (a.name().isEmpty()) {
                    throw a.error("needs a name");
                }
                if (a.has("texture")) {
                    textures.index(a, "texture");
                }
                colours.put(names.add(a.name(), a), a.rgba("rgba", WHITE));
            }
        }
    }

    private static String stem(Attributes a) {
        String file = String.valueOf(a.has("file") ? a.path("file").getFileName() : "");
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    /** The colour of a geom or site: its own, or its material's where its own is the default. */
    Rgba colour(Attributes a) {
        Rgba own = a.rgba("rgba", Rgba.GREY);
        if (!a.has("material")) {
            return own;
        }
        int material = names.index(a, "material");
        return own.equals(Rgba.GREY) ? colours.getOrDefault(material, WHITE) : own;
    }
}
