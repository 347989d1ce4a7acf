app_name = "filmography"
urlpatterns = []
