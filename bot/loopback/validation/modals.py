from bot.loopback.errors import JSON


def check_modal(data: JSON) -> JSON:
    c = iter(range(1, 1000))

    def walk(x: JSON) -> JSON:
        x = {k: v for k, v in x.items() if v is not None}
        x["id"] = x.get("id") or next(c)
        if "components" in x:
            x["components"] = [walk(y) for y in x["components"]]
        if "component" in x:
            x["component"] = walk(x["component"])
        return x

    return {"custom_id": data["custom_id"], "title": data["title"], "components": [walk(x) for x in data["components"]]}
