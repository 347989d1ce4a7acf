class TitleCard: pass
def title_card(title, year, slug): return TitleCard()
