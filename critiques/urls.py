app_name = "critiques"
urlpatterns = []
